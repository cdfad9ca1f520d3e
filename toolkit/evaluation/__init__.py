"""How good translations are, by numbers anyone can compute again, offline.

`scores` compares with references (BLEU, chrF2++, paired bootstrap), `terms` counts what the
glossary demands, `numbers` what the source's figures demand, `evaluate` does all three for a file.
"""
