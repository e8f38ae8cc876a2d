"""The networks of bench/represent.ts in PyTorch, written from their formulas. `w` holds weights by the
names of ours; images are [batch, channels, height, width] here."""

import math

import torch
import torch.nn.functional as F

MOMENTUM = 0.1


class Statistics(dict):
    """Running means and variances, made where they are first asked for."""

    def of(self, name, channels, like):
        if name not in self:
            self[name] = (like.new_zeros(channels), like.new_ones(channels))
        return self[name]


def batch_norm(w, s, name, x):
    channels = x.shape[1]
    mean, variance = s.of(name, channels, x)
    scale, shift = w[name + ".scale"], w[name + ".shift"]
    return F.batch_norm(x, mean, variance, scale, shift, True, MOMENTUM, 1e-5)


def perceptron(w, s, name, x, count):
    """Weights are stored transposed, as F.linear takes them."""
    shape = x.shape
    x = x.reshape(-1, shape[-1])
    for k in range(1, count + 1):
        x = F.linear(x, w[f"{name}.linear{k}.matrix"], w.get(f"{name}.linear{k}.bias"))
        if k < count:
            x = F.relu(batch_norm(w, s, f"{name}.normalisation{k}", x))
    return x.reshape(*shape[:-1], -1)


# Pictures.


def rotation(a):
    return [[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]]


def multiplied(a, b):
    return [[sum(x * b[k][j] for k, x in enumerate(row)) for j in range(len(b[0]))] for row in a]


def kernels(size, m, n):
    """Kernels [count, out, in, size, size] from frequency m to n: rings times angular matrices, of norm 1."""
    unit = [[1, 0], [0, 1]]
    if m == 0 and n == 0:
        angular = [(0, lambda p: [[1.0]])]
    elif m == 0:
        angular = [(n, lambda p, k=k: [[row[k]] for row in rotation(n * p)]) for k in (0, 1)]
    elif n == 0:
        angular = [(m, lambda p, k=k: [rotation(-m * p)[k]]) for k in (0, 1)]
    else:
        fixed = [(n - m, unit), (n - m, [[0, -1], [1, 0]]), (n + m, [[1, 0], [0, -1]]), (n + m, [[0, 1], [1, 0]])]
        angular = [(abs(f), lambda p, f=f, A=A: multiplied(rotation(f * p), A)) for f, A in fixed]
    count = (size + 1) // 2
    rings = [(k + (0.5 if size % 2 == 0 else 0), 0.4 if k == count - 1 and k > 0 else 0.6) for k in range(count)]
    middle = (size - 1) / 2
    found = []
    for f, matrix in angular:
        for radius, width in rings:
            if f > 2 * radius:
                continue
            kernel = torch.zeros(2 if n else 1, 2 if m else 1, size, size, dtype=torch.float64)
            for row in range(size):
                for column in range(size):
                    x, y = column - middle, middle - row
                    r = math.hypot(x, y)
                    if r == 0 and f > 0:
                        continue
                    profile = math.exp(-((r - radius) ** 2) / (2 * width**2))
                    kernel[:, :, row, column] = profile * torch.tensor(matrix(math.atan2(y, x)), dtype=torch.float64)
            found.append(kernel / kernel.norm())
    return torch.stack(found)


class Steerable:
    """A convolution; `before` and `after` count the features of frequency 0, 1, 2, …"""

    def __init__(self, w, name, size, before, after, padding, dtype):
        self.name, self.padding, self.size = name, padding, size
        self.before, self.after, self.dtype = before, after, dtype
        pairs = [(m, n) for m in range(len(before)) for n in range(len(after))]
        # Between some frequencies a single pixel has no kernels.
        self.bases = {
            (m, n): kernels(size, m, n).to(dtype).flatten(1)
            for m, n in pairs
            if f"{name}.from{m}to{n}" in w
        }

    def block(self, w, m, n):
        i, o, a, b = self.before[m], self.after[n], min(m, 1) + 1, min(n, 1) + 1
        if (m, n) not in self.bases:
            return torch.zeros(o * b, i * a, self.size, self.size, dtype=self.dtype)
        sums = w[f"{self.name}.from{m}to{n}"].t() @ self.bases[m, n]
        sums = sums.view(i, o, b, a, self.size, self.size)
        return sums.permute(1, 2, 0, 3, 4, 5).reshape(o * b, i * a, self.size, self.size)

    def filter(self, w):
        columns = range(len(self.before))
        return torch.cat([torch.cat([self.block(w, m, n) for m in columns], 1) for n in range(len(self.after))], 0)

    def __call__(self, w, x):
        return F.conv2d(x, self.filter(w), padding=self.padding)


def field_norm(w, s, name, x, scalars):
    """Scalars as everywhere; vectors by the root of their mean squared length."""
    mean, variance = s.of(name, scalars, x)
    scale = w[name + ".scale"]
    first = F.batch_norm(x[:, :scalars], mean, variance, scale[:scalars], w[name + ".shift"], True, MOMENTUM, 1e-5)
    v = x[:, scalars:].unflatten(1, (-1, 2))
    squares = v.square().mean((0, 3, 4)).sum(1)
    _, gathered = s.of(name + ".vectors", v.shape[1], x)
    gathered.lerp_(squares.detach(), MOMENTUM)
    gain = scale[scalars:] * torch.rsqrt(squares + 1e-5)
    return first, v * gain.view(1, -1, 1, 1, 1)


def norm_relu(first, v, window, threshold=0.25):
    """What the window leaves is counted with the gates, of which there are half as many numbers."""
    # Faster than a sum along the third axis.
    x, y = v.unbind(2)
    gate = F.relu(1 - threshold * torch.rsqrt(torch.addcmul(x.square(), y, y) + 1e-12))
    first = F.relu(first)
    if window is not None:
        first, gate = first * window, gate * window
    return torch.cat([first, (v * gate.unsqueeze(2)).flatten(1, 2)], 1)


def round_window(side, dtype):
    across = torch.arange(side, dtype=torch.float64) - (side - 1) / 2
    distance = torch.hypot(across.view(-1, 1), across.view(1, -1))
    return torch.sigmoid(-2 * (distance - (side - 1) / 2)).to(dtype)


class BlurPool:
    """For an even number of pixels."""

    def __init__(self, taps, channels, dtype):
        row = torch.tensor([math.comb(taps - 1, k) / 2 ** (taps - 1) for k in range(taps)], dtype=dtype)
        self.padding = taps // 2 - 1
        self.filter = torch.outer(row, row).expand(channels, 1, -1, -1).contiguous()

    def __call__(self, x):
        return F.conv2d(x, self.filter, stride=2, padding=self.padding, groups=x.shape[1])


def turned(vector, x):
    """Pictures turned counter-clockwise by the direction of the vector; one without stays as it is."""
    squared = vector.square().sum(1, keepdim=True)
    unit = vector / squared.clamp_min(1e-8).sqrt()
    c, s = torch.where(squared < 1e-8, unit.new_tensor([1.0, 0.0]), unit).unbind(1)
    o = torch.zeros_like(c)
    motion = torch.stack([torch.stack([c, -s, o], 1), torch.stack([s, c, o], 1)], 1)
    grid = F.affine_grid(motion, list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, "bilinear", "zeros", align_corners=False)


def pictures(w, s, code):
    return torch.sigmoid(perceptron(w, s, "decoder", code, 3)).view(-1, 1, 28, 28)


class SteerableDigits:
    def __init__(self, w, dtype):
        fields = [(1,), (4, 4, 4), (4, 4, 4, 2), (48, 48, 32, 24, 16), (64, 48, 32, 24, 16)]
        pooled = [(round_window(side, dtype), BlurPool(6, channels, dtype)) for side, channels in ((28, 20), (14, 24))]
        stages = [(7, 3, *pooled[0]), (5, 2, *pooled[1]), (7, 0, None, None), (1, 0, None, None)]
        self.scalars, *self.vectors = fields[-1]
        self.layers = [
            (Steerable(w, f"encoder.convolution{k + 1}", size, fields[k], fields[k + 1], padding, dtype), fields[k + 1][0], window, pool)
            for k, (size, padding, window, pool) in enumerate(stages)
        ]

    def coordinates(self, vector, vx, vy):
        """Vectors of frequency k turned back by k times the angle of the pose."""
        c, s = (vector * vector.square().sum(1, keepdim=True).clamp_min(1e-8).rsqrt()).unbind(1)
        powers = [(c, s)]
        for _ in self.vectors[1:]:
            x, y = powers[-1]
            powers.append((x * c - y * s, y * c + x * s))
        parts = zip(powers, vx.split(self.vectors, 1), vy.split(self.vectors, 1))
        pairs = ((x.unsqueeze(1), y.unsqueeze(1), a, b) for (x, y), a, b in parts)
        return [part for x, y, a, b in pairs for part in (x * a + y * b, x * b - y * a)]

    def loss(self, w, s, x):
        y = x
        for k, (convolution, scalars, window, pool) in enumerate(self.layers, 1):
            y = norm_relu(*field_norm(w, s, f"encoder.normalisation{k}", convolution(w, y), scalars), window)
            y = pool(y) if pool else y
        # One pixel is left.
        means = y.flatten(1)
        scalars, (vx, vy) = means[:, : self.scalars], means[:, self.scalars :].unflatten(1, (-1, 2)).unbind(2)
        weights = perceptron(w, s, "encoder.frequency1.chosen", scalars, 2)
        a, b = (weights + w["encoder.frequency1.always.constant"]).chunk(2, 1)
        first = self.vectors[0]
        x1, y1 = vx[:, :first], vy[:, :first]
        vector = torch.stack([(a * x1 - b * y1).sum(1), (b * x1 + a * y1).sum(1)], 1)
        lengths = (vx.square() + vy.square() + 1e-6).sqrt()
        read = torch.cat([scalars, lengths, *self.coordinates(vector, vx, vy)], 1)
        code = perceptron(w, s, "encoder.code", read, 2)
        return F.mse_loss(turned(vector, pictures(w, s, code)), x)


# Functions on the circle: spectra [frequencies, 2, batch, channels], samples [samples, batch, channels].


def ring_waves(side, highest, dtype):
    """Pictures of unit norm [2 (highest + 1) · rings, pixels]: Gaussians about rings times cosines and sines."""
    across = torch.arange(side, dtype=torch.float64) - (side - 1) / 2
    x, y = across.view(1, -1), -across.view(-1, 1)
    r, angle = torch.hypot(x, y), torch.atan2(y, x)
    rings = math.ceil((side - 1) / math.sqrt(2))
    found = torch.zeros(highest + 1, 2, rings, side, side, dtype=torch.float64)
    for m in range(highest + 1):
        for ring in range(rings):
            radius = ring + 0.5
            if m > 2 * radius:
                continue
            profile = torch.exp(-((r - radius) ** 2) / (2 * 0.6**2)) * ((r - radius).abs() <= 4)
            for part, wave in enumerate((torch.cos(m * angle), torch.sin(m * angle))[: 1 + min(m, 1)]):
                found[m, part, ring] = profile * wave / (profile * wave).norm()
    return found.flatten(0, 2).flatten(1).to(dtype), rings


class Circle:
    """A perceptron of functions on the circle; `bands` are those of what its linear maps are given.

    c' + i s' = (A + iB)(c + is) is sampled from its four products, each with its own wave: cos of Ac, sin
    of As, sin of Bc, −cos of Bs. That is less work here than to put c' and s' together before."""

    def __init__(self, name, bands, samples, dtype):
        self.name = name
        self.back = [self.of_products(*band, samples).to(dtype) for band in bands[:-1]]
        self.forth = [self.waves(*band, samples).flatten(1).t() / samples for band in bands[1:]]
        self.forth = [table.to(dtype).contiguous() for table in self.forth]

    @staticmethod
    def waves(lowest, highest, samples):
        """[samples, frequencies, 2]."""
        angle = torch.arange(samples, dtype=torch.float64).view(-1, 1) * (2 * math.pi / samples)
        angle = angle * torch.arange(lowest, highest + 1)
        pairs = torch.stack([torch.cos(angle), torch.sin(angle)], 2) * math.sqrt(2)
        if lowest == 0:
            pairs[:, 0] = torch.tensor([1.0, 0.0], dtype=torch.float64)
        return pairs

    @classmethod
    def of_products(cls, lowest, highest, samples):
        """[samples, 2 · frequencies · 2]."""
        of_a = cls.waves(lowest, highest, samples)
        of_b = torch.stack([of_a[:, :, 1], -of_a[:, :, 0]], 2)
        return torch.stack([of_a, of_b], 1).flatten(1)

    def __call__(self, w, s, spectrum):
        for k, (back, forth) in enumerate(zip(self.back, self.forth), 1):
            products = four_products(w[f"{self.name}.linear{k}.maps"], spectrum)
            batch, channels = products.shape[3:]
            values = back @ products.flatten(0, 2).flatten(1)
            rows = batch_norm(w, s, f"{self.name}.normalisation{k}", values.view(-1, channels))
            values = forth @ F.relu(rows).view(-1, batch * channels)
            spectrum = values.view(-1, 2, batch, channels)
        return spectrum


def four_products(maps, spectrum):
    """A and B [2, frequencies, inputs, outputs] with c and s: [2, frequencies, 2, batch, outputs]."""
    frequencies, _, batch, inputs = spectrum.shape
    products = spectrum.reshape(1, frequencies, 2 * batch, inputs) @ maps
    return products.unflatten(2, (2, batch))


def spectral(maps, spectrum):
    """A + iB times c + is."""
    (ac, a_s), (bc, bs) = (one.unbind(1) for one in four_products(maps, spectrum))
    return torch.stack([ac - bs, a_s + bc], 1)


def seen(table, rings, x):
    """Sums of pictures with every wave."""
    sums = x.flatten(1) @ table.t()
    return sums.view(x.shape[0], -1, 2, rings).permute(1, 2, 0, 3).contiguous()


class Digits:
    def __init__(self, w, dtype):
        self.table, self.rings = ring_waves(28, 12, dtype)
        self.circle = Circle("encoder.circle", [(0, 12), (0, 6), (0, 6), (0, 1)], 32, dtype)

    def loss(self, w, s, x):
        spectrum = self.circle(w, s, seen(self.table, self.rings, x))
        code = F.linear(spectrum[0, 0], w["encoder.code.matrix"], w["encoder.code.bias"])
        vector = spectral(w["encoder.frequency1.maps"], spectrum[1:]).view(2, -1).t()
        return F.mse_loss(turned(vector, pictures(w, s, code)), x)


class EquivariantDigits:
    def __init__(self, w, dtype):
        self.table, self.rings = ring_waves(28, 12, dtype)
        self.encoder = Circle("encoder.circle", [(0, 12), (0, 6), (0, 6), (1, 1)], 32, dtype)
        self.decoder = Circle("decoder.circle", [(1, 1), (0, 6), (0, 6), (0, 12)], 32, dtype)

    def loss(self, w, s, x):
        spectrum = self.encoder(w, s, seen(self.table, self.rings, x))
        vectors = spectral(w["encoder.circle.linear4.maps"], spectrum)
        spectrum = self.decoder(w, s, vectors)
        waves = spectral(w["decoder.circle.linear4.maps"], spectrum)
        sums = waves.permute(2, 0, 1, 3).reshape(x.shape[0], -1)
        values = torch.sigmoid(sums @ self.table + w["decoder.last.shift"])
        return F.mse_loss(values.view_as(x), x)


class Classical:
    def __init__(self, w, dtype):
        self.pools = [BlurPool(4, 16, dtype), BlurPool(4, 16, dtype), None]

    def loss(self, w, s, x):
        y = x
        for k, (padding, pool) in enumerate(zip((1, 2, 2), self.pools), 1):
            y = F.conv2d(y, w[f"encoder.convolution{k}.filter"], padding=padding)
            y = F.relu(batch_norm(w, s, f"encoder.normalisation{k}", y))
            y = pool(y) if pool else y
        code = perceptron(w, s, "encoder.code", y.flatten(1), 2)
        return F.mse_loss(pictures(w, s, code), x)


# Sets.


class HardSort(torch.autograd.Function):
    """The permutation itself, with the slope of the soft one."""

    @staticmethod
    def forward(context, soft, hard):
        return hard

    @staticmethod
    def backward(context, slope):
        return slope, None


class Sets:
    def __init__(self, w, dtype):
        pass

    def loss(self, w, s, x):
        h = perceptron(w, s, "encoder.members", x, 3)
        code = perceptron(w, s, "encoder.set", h.sum(1), 3)
        scores = F.linear(h, w["encoder.score.matrix"], w["encoder.score.bias"]).squeeze(2)
        inOrder, order = torch.sort(scores, dim=1, descending=True, stable=True)
        soft = F.softmax(-(inOrder.unsqueeze(2) - scores.unsqueeze(1)).abs(), 2)
        Q = HardSort.apply(soft, F.one_hot(order, x.shape[1]).to(x.dtype))
        rows = F.linear(code, w["decoder.rows.matrix"]).unsqueeze(1) + w["decoder.rows.numbers"]
        rows = F.relu(batch_norm(w, s, "decoder.normalisation", rows.flatten(0, 1))).view_as(rows)
        logits = Q.transpose(1, 2) @ perceptron(w, s, "decoder.members", rows, 3)
        raised = Q + 1e-7
        entropy = -2 / x.shape[1] * (raised * raised.log()).sum((1, 2)).mean()
        return -(x * F.log_softmax(logits, 2)).sum(2).mean() + entropy


# Clouds: scalars s [batch, points, S], vectors V [batch, points, 3, V].


def dense(w, name, x):
    return F.linear(x, w[name + ".matrix"], w.get(name + ".bias"))


def gated(w, name, s, V):
    h = dense(w, name + ".lengths", V).square().sum(2).clamp_min(1e-6).sqrt()
    q = F.silu(dense(w, name + ".scalars", s) + dense(w, name + ".ofLengths", h))
    gates = dense(w, name + ".gates", q).unsqueeze(2)
    return dense(w, name + ".outputs", q), dense(w, name + ".mixed", V) * gates


class Near:
    """Differences r_ij = x_j − x_i, eight Gaussians of max(‖r‖², 1e-4), and what each pair counts."""

    def __init__(self, x):
        n = x.shape[1]
        self.r = x.unsqueeze(1) - x.unsqueeze(2)
        d = self.r.square().sum(3, keepdim=True).clamp_min(1e-4)
        centres = torch.linspace(0, 4, 8, dtype=x.dtype)
        self.radial = torch.exp(-((d - centres) ** 2) / (2 * (4 / 7) ** 2))
        self.shares = ((1 - torch.eye(n, dtype=x.dtype)) / (n - 1)).view(1, n, n, 1)


def messages(w, name, near, s, V, p=None):
    S = s.shape[2]
    G = w[name + ".gates.matrix"]
    ofTarget, ofSource, ofRadial, bias = G.split([S, S, 8, 1], 1)
    gates = F.linear(s, ofTarget).unsqueeze(2) + F.linear(s, ofSource).unsqueeze(1)
    gates = (gates + F.linear(near.radial, ofRadial, bias.squeeze(1))) * near.shares
    vectors = (G.shape[0] - S) // 2
    a, b, c, *e = gates.split([S, vectors, vectors] + ([1] if p is not None else []), 3)
    s = s + (a * dense(w, name + ".scalarMap", s).unsqueeze(1)).sum(2)
    shifts = (near.r.unsqueeze(4) * c.unsqueeze(3)).sum(2)
    if V is not None:
        mixed = dense(w, name + ".vectorMap", V)
        others = (b.unsqueeze(3) * mixed.unsqueeze(1)).sum(2)
        shifts = shifts + V + torch.linalg.cross(mixed, others, dim=2)
    if p is not None:
        p = p + (e[0] * (p.unsqueeze(2) - p.unsqueeze(1))).sum(2)
    more, turning = gated(w, name + ".block", s, shifts)
    return s + more, shifts + turning, p


def normal(w, name, s, V):
    s = F.layer_norm(s, s.shape[-1:], w[name + ".scale"], w[name + ".shift"], 1e-5)
    if V is None:
        return s, V
    squares = V.square().sum(2).clamp_min(1e-8).mean(-1)
    return s, V * torch.rsqrt(squares)[..., None, None]


def network(w, name, layers, near, s, p=None):
    V = None
    for k in range(1, layers + 1):
        s, V = normal(w, f"{name}.normalisation{k}", s, V)
        s, V, p = messages(w, f"{name}.messages{k}", near, s, V, p)
    return s, V, p


def frame(v, u):
    """Columns e1, e2, e3 from two vectors; where these fix none, an axis of coordinates helps."""
    length = lambda a: a.square().sum(1, keepdim=True)
    unit = lambda a: a / length(a).clamp_min(1e-8).sqrt()
    without = lambda a, e: a - (a * e).sum(1, keepdim=True) * e
    axis = lambda k: F.one_hot(torch.tensor([k]), 3).to(v.dtype)
    isLong = length(v) >= 1e-8
    e1 = torch.where(isLong, unit(v), axis(0))
    across = without(unit(u), e1)
    isPlane = isLong & (length(u) >= 1e-8) & (length(across) >= 1e-6)
    helper = torch.where(e1[:, 1:2].abs() < 0.8, axis(1), axis(2))
    second = torch.where(isPlane, across, without(helper, e1))
    e2 = second / length(second).clamp_min(1e-6).sqrt()
    return torch.stack([e1, e2, torch.linalg.cross(e1, e2)], 2)


class Tetris:
    def __init__(self, w, dtype):
        self.layers = sum(name.startswith("encoder.network.messages") and name.endswith("scalarMap.matrix") for name in w)

    def loss(self, w, s, x):
        centre = x.mean(1, keepdim=True)
        centred = x - centre
        begin = w["encoder.start.table"].unsqueeze(0).expand(x.shape[0], -1, -1)
        s, V, p = network(w, "encoder.network", self.layers, Near(centred), begin, centred)
        heads, vectors = gated(w, "encoder.heads", s, V)
        code = heads.mean(1)
        first, second = vectors.mean(1).unbind(2)
        R = frame(first, second)
        t = centre + p.mean(1, keepdim=True)
        starts = w["decoder.learned.starts"]
        features = dense(w, "decoder.ofCode", code).unsqueeze(1) + w["decoder.learned.places"]
        s, V, _ = network(w, "decoder.network", self.layers, Near(starts), features)
        canonical = starts + dense(w, "decoder.last", V).squeeze(3)
        return F.mse_loss(canonical @ R.transpose(1, 2) + t, x)


KINDS = {
    "digits": Digits,
    "digits steerable": SteerableDigits,
    "digits equivariant": EquivariantDigits,
    "classical": Classical,
    "sets": Sets,
    "tetris cpu": Tetris,
    "tetris reference": Tetris,
}
