"""What 该平台, 其, 上述办法, 前款 and 本市 stand for."""
