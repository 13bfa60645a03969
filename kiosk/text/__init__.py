"""Words: normal form, pay, pinyin. A leaf that imports only records."""
