"""What a similarity rests on: every position of the encoder's last map with its exact part of it.

The similarity of a picture to a class is w . z with z = (e - m) / |e - m|, where e is the mean over the
picture's views of their embeddings and m is the centre. An embedding pools a map f that is nowhere below 0,
so each of its numbers e_d is shared out over the positions p in proportion to f_pd:

    w . z = sum_v sum_p  ( sum_d w_d e_vd f_vpd / sum_q f_vqd  -  w . m / n_positions )  / (n_views |e - m|)

For a mean over positions that is the class activation map (Zhou 2016) of a cosine classifier; the sum holds
for any embedding that is made of the pooled map number by number.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from handful.fewshot.checkpoints import LoadedEncoder


def evidence(encoder: LoadedEncoder, views: np.ndarray, weights: Tensor) -> Tensor:
    """What each position of each view adds to the similarity of one picture to each class.

    views: (n_views, size, size, 3) uint8 of one picture. weights: (n_way, d) float32.
    Returns (n_way, n_views, h, w) float32 on the CPU; summed over views and positions it is w_c . z.
    """
    embeddings = torch.from_numpy(encoder.embed(views))
    with torch.inference_mode():
        maps = encoder.network.maps(encoder.inputs(torch.from_numpy(np.ascontiguousarray(views)))).cpu()
    return shared_out(maps, embeddings, encoder.centre.cpu(), weights.cpu())


def shared_out(maps: Tensor, embeddings: Tensor, centre: Tensor, weights: Tensor) -> Tensor:
    """The formula above.

    maps: (n_views, d, h, w), embeddings: (n_views, d), centre: (d,), weights: (n_way, d). A
    number of the embedding whose map is 0 everywhere is shared out evenly.
    """
    n_views, _, h, w = maps.shape
    total = maps.sum(dim=(2, 3), keepdim=True)
    shares = torch.where(total > 0, maps / total.clamp(min=torch.finfo(maps.dtype).tiny), 1 / (h * w))
    added = torch.einsum("cd,vd,vdhw->cvhw", weights, embeddings, shares)
    length = (embeddings.mean(0) - centre).norm().clamp(min=torch.finfo(maps.dtype).tiny)
    parts: Tensor = (added - (weights @ centre)[:, None, None, None] / (h * w)) / (n_views * length)
    return parts
