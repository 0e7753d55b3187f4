// Being written: whatever people do wrong, through the real command line.
