"""Description logic over the ontology: classification, entailment, explanation, OWL 2 DL profile."""
