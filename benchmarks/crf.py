"""The attributor's model in PyTorch, to be fitted: see `fullcast.attribution.decoder`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from fullcast.attribution.decoder import NOT_A_CANDIDATE
from fullcast.attribution.features import Features

Fixed = Mapping[str, float]
_FORBIDDEN = -1e4
_NOBODY = -1e5
_NEVER = -1e9


@dataclass(frozen=True)
class Names:
    """The features that have weights, in order."""

    speaker: tuple[str, ...]
    turn: tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """Units of one conversation, with everybody who may speak in one of them."""

    values: np.ndarray
    """Shape (units, people, features of speakers)."""
    candidate: np.ndarray
    """Shape (units, people)."""
    right: np.ndarray
    """Shape (units, people); all true where the speaker is not known."""
    known: np.ndarray
    """Shape (units,)."""
    gaps: np.ndarray
    """Shape (units, features of turns); what lies before each unit."""


def stretches(
    features: Sequence[Mapping[int, Features]],
    right: Sequence[frozenset[int] | None],
    gaps: Sequence[Mapping[str, float]],
    names: Names,
    longest: int,
) -> Iterator[Stretch]:
    """Cut a book's units where a conversation ends, and after `longest` units."""
    speaker = {name: i for i, name in enumerate(names.speaker)}
    turn = {name: i for i, name in enumerate(names.turn)}
    start = 0
    for end in range(1, len(features) + 1):
        if end < len(features) and "reset" not in gaps[end - 1] and end - start < longest:
            continue
        people = sorted({c for row in features[start:end] for c in row})
        if people:
            before = [{}, *gaps[start : end - 1]]
            yield _stretch(features[start:end], right[start:end], before, people, (speaker, turn))
        start = end


def _stretch(
    features: Sequence[Mapping[int, Features]],
    right: Sequence[frozenset[int] | None],
    gaps: Sequence[Mapping[str, float]],
    people: list[int],
    places: tuple[dict[str, int], dict[str, int]],
) -> Stretch:
    speaker, turn = places
    shape = (len(features), len(people))
    found = Stretch(
        np.zeros((*shape, len(speaker)), np.float32),
        np.zeros(shape, bool),
        np.ones(shape, bool),
        np.zeros(len(features), bool),
        np.zeros((len(features), len(turn)), np.float32),
    )
    for row, (each, who, gap) in enumerate(zip(features, right, gaps, strict=True)):
        for column, person in enumerate(people):
            found.candidate[row, column] = person in each
            for name, value in each.get(person, {}).items():
                if name in speaker:
                    found.values[row, column, speaker[name]] = value
        if who is not None and who & each.keys():
            found.known[row] = True
            found.right[row] = [person in who for person in people]
        for name, value in gap.items():
            if name in turn:
                found.gaps[row, turn[name]] = value
    return found


@dataclass(frozen=True)
class Batch:
    """Stretches side by side, filled up to the longest."""

    values: Tensor
    candidate: Tensor
    right: Tensor
    gaps: Tensor
    unit: Tensor
    """Shape (stretches, units): whether it is one."""
    person: Tensor
    """Shape (stretches, people)."""
    known: int


def batches(items: Sequence[Stretch], size: int) -> list[Batch]:
    """Batches of stretches that are about as large as each other."""
    order = sorted(items, key=lambda x: (x.candidate.shape[1], x.candidate.shape[0]))
    return [_batch(order[i : i + size]) for i in range(0, len(order), size)]


def _batch(items: Sequence[Stretch]) -> Batch:
    def filled(arrays: list[np.ndarray]) -> Tensor:
        shape = np.max([array.shape for array in arrays], axis=0)
        whole = np.zeros((len(arrays), *shape), arrays[0].dtype)
        for i, array in enumerate(arrays):
            whole[(i, *map(slice, array.shape))] = array
        return torch.from_numpy(whole)

    return Batch(
        filled([x.values for x in items]),
        filled([x.candidate for x in items]),
        filled([x.right for x in items]),
        filled([x.gaps for x in items]),
        filled([np.ones(len(x.known), bool) for x in items]),
        filled([np.ones(x.candidate.shape[1], bool) for x in items]),
        int(sum(x.known.sum() for x in items)),
    )


class Part(nn.Module):
    """One network: see `fullcast.attribution.network`."""

    def __init__(self, names: Sequence[str], outputs: Sequence[str], fixed: Fixed, hidden: int):
        super().__init__()
        keys = [[name + output for output in outputs] for name in names]
        start = [[fixed.get(key, 0.0) for key in row] for row in keys]
        self.direct = nn.Parameter(torch.tensor(start))
        self.register_buffer("free", torch.tensor([[k not in fixed for k in row] for row in keys]))
        # What novels cannot teach has no say in the hidden units either.
        self.register_buffer("seen", self.free.all(1).float()[:, None])
        self.hidden = nn.Linear(len(names), hidden)
        self.out = nn.Linear(hidden, len(outputs), bias=False)
        nn.init.zeros_(self.out.weight)
        self.drop = nn.Dropout(0.3)

    def forward(self, values: Tensor) -> Tensor:
        lit = torch.relu(values @ (self.hidden.weight.T * self.seen) + self.hidden.bias)
        result: Tensor = values @ self.direct + self.out(self.drop(lit))
        return result

    def table(self, names: Sequence[str]) -> dict[str, Any]:
        """The weights as `network.read_networks` takes them."""
        hidden = (self.hidden.weight.T * self.seen).detach()
        rows = torch.cat([self.direct.detach(), hidden], 1)
        return {
            "outputs": self.direct.shape[1],
            "features": {name: _rounded(row) for name, row in zip(names, rows, strict=True)},
            "bias": _rounded(self.hidden.bias.detach()),
            "out": _rounded(self.out.weight.detach().T.reshape(-1)),
        }


def _rounded(values: Tensor) -> list[float]:
    return [round(float(value), 3) for value in values]


class Model(nn.Module):
    """Speakers and turns."""

    def __init__(self, names: Names, fixed: Fixed, hidden: int):
        super().__init__()
        self.names = names
        self.speaker = Part(names.speaker, ("",), fixed, hidden)
        self.turn = Part(names.turn, (" > same", " > back"), fixed, hidden // 2)

    def loss(self, batch: Batch) -> Tensor:
        """Negative log likelihood of the annotated speakers."""
        fits = self.speaker(batch.values).squeeze(-1)
        gaps = self.turn(batch.gaps)
        all_paths = log_partition(fits, gaps, batch)
        right = torch.where(batch.right, fits, torch.full_like(fits, _FORBIDDEN))
        return (all_paths - log_partition(right, gaps, batch, batch.right)).sum()

    def table(self) -> dict[str, Any]:
        """All weights, as `network.read_networks` takes them."""
        return {
            "speaker": self.speaker.table(self.names.speaker),
            "turn": self.turn.table(self.names.turn),
        }


def log_partition(
    fits: Tensor, gaps: Tensor, batch: Batch, allowed: Tensor | None = None
) -> Tensor:
    """Log of the sum over all paths; shape (stretches,). See `decoder.forward`."""
    people = fits.shape[2]
    fits = torch.where(batch.candidate, fits, torch.full_like(fits, NOT_A_CANDIDATE))
    if allowed is not None:
        fits = torch.where(allowed, fits, torch.full_like(fits, _FORBIDDEN))
    fits = torch.where(batch.person[:, None, :], fits, torch.full_like(fits, _NOBODY))
    diagonal = torch.eye(people, dtype=torch.bool)[None]
    count = batch.person.sum(1).float().log()
    state = fits[:, 0, :, None].expand(-1, people, people) - count[:, None, None]
    state = torch.where(batch.person[:, None, :], state, torch.full_like(state, _NOBODY))
    for t in range(1, fits.shape[1]):
        same = state + gaps[:, t, 0, None, None]
        back = state.transpose(1, 2) + gaps[:, t, 1, None, None]
        other = torch.logsumexp(state, 2)[:, None, :].expand_as(state)
        changed = torch.logaddexp(back, other).masked_fill(diagonal, _NEVER)
        after = torch.logaddexp(same, changed) + fits[:, t, :, None]
        state = torch.where(batch.unit[:, t, None, None], after, state)
    return torch.logsumexp(state.reshape(len(state), -1), 1)
