"""Learning to learn: picture sources, pre-training, episodes, calibration and evaluation. Knows no window.

Public: one module a step; `train_encoder` and `train_learners` are the recipes of what ships.
"""
