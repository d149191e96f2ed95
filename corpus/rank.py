"""How deep each kind of heading lies: a larger number lies inside a smaller one.

编 分编 章 节 条 is the order of 立法法 第六十五条, 一、（一）1.（1） that of GB/T 9704—2012, 7.3.3.
A decimal number (1.1, 1.1.1) lies one deeper for each point.
"""

PART = 0
BOOK = 10
SUBBOOK = 15
CHAPTER = 20
SECTION = 30
MARKDOWN = 40
PLAIN = 48
ARTICLE = 50
LIST = 60
BRACKETED = 70
NUMBER = 80
NUMBER_BRACKETED = 90
CIRCLED = 95
DASHED = 97
LEAF = 99
