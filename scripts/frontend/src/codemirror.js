// The SPARQL editor of the explorer as one function. Colours come from the page's style sheet: the editor only
// sets class names (`tok-keyword`, `tok-string`, …) and reads custom properties.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

/**
 * Show a SPARQL editor.
 *
 * @param {object} options
 * @param {HTMLElement} options.parent Where it is put.
 * @param {string} options.text What it holds at first.
 * @param {string} options.label Its name for assistive technology.
 * @param {string} [options.describedBy] Ids of the elements that describe it.
 * @param {(word: {text: string, from: number, before: string, explicit: boolean}) => any} [options.complete]
 *   Gives the completions of the word that ends at the cursor, as {options, from, validFor}, or null.
 * @param {() => void} [options.onRun] Called on Ctrl+Enter or Command+Enter.
 * @param {(text: string) => void} [options.onChange] Called with the text after each change.
 */
export function createEditor({ parent, text, label, describedBy, complete, onRun, onChange }) {
  const run = () => {
    onRun?.();
    return true;
  };
  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      lineNumbers(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      StreamLanguage.define(sparql),
      syntaxHighlighting(classHighlighter),
      autocompletion({ override: complete ? [source(complete)] : [] }),
      // Tab is left to the browser, so that the keyboard gets out of the editor as it got in.
      Prec.highest(keymap.of([{ key: "Mod-Enter", run, preventDefault: true }])),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-label": label,
        tabindex: "0",
        ...(describedBy ? { "aria-describedby": describedBy } : {}),
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange?.(update.state.doc.toString());
      }),
      EditorView.theme(theme),
    ],
  });
  return {
    /** @returns {string} */
    get text() {
      return view.state.doc.toString();
    },
    set text(value) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
    },
    focus: () => view.focus(),
    /** Insert at the cursor, or in place of what is selected. @param {string} value */
    insert(value) {
      view.dispatch(view.state.replaceSelection(value));
    },
    /** Put text before all others without moving what the reader sees selected. @param {string} value */
    prepend(value) {
      view.dispatch({ changes: { from: 0, insert: value } });
    },
    /** Select from a place of a message. @param {number} line From 1. @param {number} column From 1. */
    select(line, column) {
      if (line < 1 || line > view.state.doc.lines) return;
      const { from, to } = view.state.doc.line(line);
      const anchor = Math.min(from + Math.max(column - 1, 0), to);
      view.dispatch({ selection: { anchor, head: to }, scrollIntoView: true });
    },
    destroy: () => view.destroy(),
  };
}

const source = (complete) => async (context) => {
  const word = context.matchBefore(/[\p{L}\p{N}_:.?$-]*/u);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const before = context.state.doc.lineAt(word.from).text.slice(0, word.from - context.state.doc.lineAt(word.from).from);
  return complete({ text: word.text, from: word.from, before, explicit: context.explicit });
};

const theme = {
  "&": { color: "var(--code-ink)", backgroundColor: "var(--code-ground)" },
  ".cm-content": { caretColor: "var(--code-ink)", fontFamily: "var(--code-font)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--code-ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--code-ground)",
    color: "var(--code-quiet)",
    borderRight: "1px solid var(--code-line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--code-active)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "var(--code-selection)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--code-match)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--code-match)", color: "inherit" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "var(--code-error)" },
  ".cm-panels, .cm-tooltip": {
    backgroundColor: "var(--code-ground)",
    color: "var(--code-ink)",
    border: "1px solid var(--code-line)",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--code-chosen)",
    color: "var(--code-chosen-ink)",
  },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit", marginLeft: "1.5em" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.15em 0.6em" },
  ".cm-searchMatch": { backgroundColor: "var(--code-match)", outline: "1px solid var(--code-line)" },
  ".cm-textfield": { backgroundColor: "var(--code-ground)", color: "var(--code-ink)", border: "1px solid var(--code-line)" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--code-active)", color: "var(--code-ink)", border: "1px solid var(--code-line)" },
};
