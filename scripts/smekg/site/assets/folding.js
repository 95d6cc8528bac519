// @ts-check
// Texts as they are compared when one looks for words.

/**
 * Fold to lower case without accents, so that "Goerzen" and "Müller" are found however they are typed.
 *
 * @param {string} text
 */
export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ł/g, "l").replace(/ø/g, "o").replace(/ı/g, "i");
}
