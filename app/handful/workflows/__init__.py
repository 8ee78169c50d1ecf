"""Use cases as generators: take pictures in, embed, adapt, classify. Each yield is a cancel point.

Public: `progress` (the values that are yielded, free of torch), and one module a use case. Knows no Qt.
`take_in` and `pictures` import pillow only when they are called; the others import torch.
"""
