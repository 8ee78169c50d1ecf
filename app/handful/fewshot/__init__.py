"""Few-shot learning: encoders, learners, calibration, and the checkpoints that hold them.

Public: one module a thing; `learners` lists the learners, `checkpoints` loads the encoder.
"""
