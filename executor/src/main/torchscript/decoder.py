# A decoder (Llama, Qwen2, Qwen3) in TorchScript's serialised dialect: the JVM loads this text, no Python runs it.
#
# Letters: B rows, T padded tokens, N selected tokens, S slots, R slots in use, M cache length, L cache length in use,
#          H hidden, D head dimension, Q query heads, K key/value heads, V vocabulary.
# p: the parameters, p[0] embeddings [V, H], then for each layer six of them: input norm [H], query-key-value
#    [(Q + 2K)D, H], attention output [H, QD], second norm [H], gate-up [2I, H], down [H, I], and behind these those
#    of the optional ones that the model has; then the last norm [H], then the head [V, H] unless it is tied to the
#    embeddings.
# c: whole numbers [layers, Q, K, D, tokens of the head at once, parameters of a layer], then the places in a layer of
#    its optional parameters, 0 where there is none: 6 query-key-value bias, 7 output bias, 8 gate-up bias,
#    9 down bias, 10 query norm [D], 11 key norm [D].
# Weights and cache have one type, float32 or bfloat16, and so has what a product takes and gives, except in the layers of
# of_layer(). The residual stream, norms and rotations, attention in training, scores, their reductions and the sums of
# gradients are float32: see docs/decisions/0031.
# e: epsilon of the norms.  inv: inverse frequencies of the rotary embedding [D/2].
class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # ---- parameters: views of one flat vector

  # A vector without values, on the device of another tensor. of [2]: its size, and libtorch's number of its type
  # (6 float32, 15 bfloat16).
  def vector(self: __torch__.M, beside: Tensor, of: Tensor) -> Tensor:
    return torch.empty([int(of[0])], dtype=int(of[1]), device=beside.device)
  # x in the type of the weights.
  def like_weights(self: __torch__.M, x: Tensor, p: List[Tensor]) -> Tensor:
    return torch.type_as(x, p[0])
  # cuts [n, 3] of (offset, rows, columns); columns 0 means a vector.
  def views(self: __torch__.M, flat: Tensor, cuts: Tensor) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(cuts.size(0)):
      offset = int(cuts[i][0])
      rows = int(cuts[i][1])
      columns = int(cuts[i][2])
      if torch.eq(columns, 0):
        out = torch.append(out, torch.narrow(flat, 0, offset, rows))
      else:
        out = torch.append(out, torch.narrow(flat, 0, offset, rows * columns).view([rows, columns]))
    return out
  # The same as leaves of the autograd graph. They share the memory of the flat vector.
  def leaves(self: __torch__.M, flat: Tensor, cuts: Tensor) -> List[Tensor]:
    views = self.views(flat, cuts)
    out = annotate(List[Tensor], [])
    for i in range(torch.len(views)):
      out = torch.append(out, torch.requires_grad_(torch.detach(views[i]), True))
    return out
  def piece(self: __torch__.M, flat: Tensor, offset: int, count: int) -> Tensor:
    return torch.narrow(flat, 0, offset, count)
  def copy(self: __torch__.M, to: Tensor, source: Tensor) -> int:
    w = torch.copy_(to, source)
    return 0
  def zero(self: __torch__.M, flat: Tensor) -> int:
    w = torch.zero_(flat)
    return 0
  # The matrix at (offset, rows, columns), which stand at place at of a row of cuts.
  def matrix(self: __torch__.M, flat: Tensor, cut: Tensor, at: int) -> Tensor:
    rows = int(cut[at + 1])
    columns = int(cut[at + 2])
    return torch.narrow(flat, 0, int(cut[at]), rows * columns).view([rows, columns])
  # cuts [targets, 9] of W in the flat vector weights, A and B in the flat vector adapter. W += scale B A,
  # rounded to a type, whichever W is held in.
  def adapt(self: __torch__.M, weights: Tensor, adapter: Tensor, cuts: Tensor, scale: float, type: int) -> int:
    for i in range(cuts.size(0)):
      w = self.matrix(weights, cuts[i], 0)
      product = torch.matmul(self.matrix(adapter, cuts[i], 6), self.matrix(adapter, cuts[i], 3))
      r = torch.copy_(w, (w.to(6) + product * scale).to(type))
    return 0
  # From the gradient of the weights that adapt() made, the adapter's: dA = scale B' dW, dB = scale dW A'.
  def adapter_gradient(self: __torch__.M, dweights: Tensor, adapter: Tensor, dadapter: Tensor, cuts: Tensor, scale: float) -> int:
    for i in range(cuts.size(0)):
      dw = self.matrix(dweights, cuts[i], 0)
      a = self.matrix(adapter, cuts[i], 3)
      b = self.matrix(adapter, cuts[i], 6)
      r = torch.copy_(self.matrix(dadapter, cuts[i], 3), torch.matmul(b.t(), dw) * scale)
      r = torch.copy_(self.matrix(dadapter, cuts[i], 6), torch.matmul(dw, a.t()) * scale)
    return 0

  # ---- the pieces of a layer

  # x [..., D] / sqrt(mean(x^2) + e), float32, and 1 / sqrt(mean(x^2) + e) [..., 1].
  def normal(self: __torch__.M, x: Tensor, e: float) -> Tuple[Tensor, Tensor]:
    y = x.to(6)
    r = torch.rsqrt(torch.add_(torch.div_(torch.sum(y * y, [-1], True), y.size(-1)), e))
    return (y * r, r)
  # x / sqrt(mean(x^2) + e) by the last dimension, times w, rounded once, to the type of w.
  def norm(self: __torch__.M, x: Tensor, w: Tensor, e: float) -> Tensor:
    n, r, = self.normal(x, e)
    return torch.type_as(torch.mul_(n, w.to(6)), w)
  # cos and sin [..., 1, D] of positions [...]; the first half of sin is negated for rotate().
  def angles(self: __torch__.M, positions: Tensor, inv: Tensor) -> Tuple[Tensor, Tensor]:
    f = (positions.to(6).unsqueeze(-1) * inv).unsqueeze(-2)
    s = torch.sin(f)
    c = torch.cos(f)
    return (torch.cat([c, c], -1), torch.cat([torch.neg(s), s], -1))
  def rotate(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    y = x.to(6)
    return torch.type_as(torch.addcmul(y * cos, torch.roll(y, [y.size(-1) // 2], [-1]), sin), x)
  # x w' + bias, with w as decoding() may have reordered it.
  def product(self: __torch__.M, x: Tensor, w: Tensor, bias: Optional[Tensor]) -> Tensor:
    if ops.prim.is_mkldnn(w):
      y = ops.mkldnn._linear_pointwise(x, w, bias, "none", annotate(List[Optional[number]], []), None)
    else:
      y = torch.linear(x, w, bias)
    return y
  # The optional parameter of the layer that begins at o, if its place there isn't 0.
  def optional(self: __torch__.M, p: List[Tensor], o: int, place: int) -> Optional[Tensor]:
    out = annotate(Optional[Tensor], None)
    if torch.gt(place, 0):
      out = p[o + place]
    return out
  # Queries and keys [..., Q + K, D], normalised head by head where the model does so.
  def head_norms(self: __torch__.M, qk: Tensor, p: List[Tensor], o: int, c: List[int], e: float) -> Tensor:
    out = qk
    if torch.gt(c[10], 0):
      q, k, = torch.split_with_sizes(qk, [c[1], c[2]], -2)
      out = torch.cat([self.norm(q, p[o + c[10]], e), self.norm(k, p[o + c[11]], e)], -2)
    return out
  # Queries and keys as head_norms() was given them where it did something, else what is kept anyway.
  def before_norms(self: __torch__.M, qk: Tensor, z: Tensor, c: List[int]) -> Tensor:
    out = z
    if torch.gt(c[10], 0):
      out = qk
    return out
  # SwiGLU, with the gate and up products as one.
  def feed(self: __torch__.M, h: Tensor, p: List[Tensor], o: int, c: List[int]) -> Tensor:
    g, u, = self.product(h, p[o+4], self.optional(p, o, c[8])).chunk(2, -1)
    return self.product(torch.silu(g) * u, p[o+5], self.optional(p, o, c[9]))
  # Key/value heads repeated for the query heads of their group: [B, K, T, D] -> [B, Q, T, D].
  def repeat(self: __torch__.M, x: Tensor, groups: int) -> Tensor:
    y = x
    if torch.gt(groups, 1):
      y = torch.unsqueeze(x, 2).expand([-1, -1, groups, -1, -1]).flatten(1, 2)
    return y

  # ---- training: the whole sequence at once

  # ids [B, T] -> final hidden states [B, T, H]. Rows are padded on the right, so causal attention never sees padding.
  # Where a cache [2 layers, B, K, T, D] is given, keys and values are written to it.
  def hidden(self: __torch__.M, ids: Tensor, p: List[Tensor], inv: Tensor, c: List[int], e: float, cache: Optional[Tensor]) -> Tensor:
    layers, nq, nk, d, = torch.slice(c, 0, 4)
    B = ids.size(0)
    T = ids.size(1)
    x = torch.embedding(p[0], ids.to(device=p[0].device)).to(6)
    cos, sin, = self.angles(torch.arange(T, dtype=6, device=x.device), inv)
    for l in range(layers):
      o = 1 + l * c[5]
      h = self.norm(x, p[o], e)
      qkv = self.product(h, p[o+1], self.optional(p, o, c[6])).view([B, T, nq + 2 * nk, d])
      # split_with_sizes, since the backward pass of a narrow() fills a whole tensor with zeros.
      qk, v, = torch.split_with_sizes(qkv, [nq + nk, nk], 2)
      q, k, = torch.split_with_sizes(self.rotate(self.head_norms(qk, p, o, c, e), cos, sin).transpose(1, 2), [nq, nk], 1)
      v = v.transpose(1, 2)
      if torch.__isnot__(cache, None):
        kv = unchecked_cast(Tensor, cache)
        w = torch.copy_(kv[2 * l], k)
        w = torch.copy_(kv[2 * l + 1], v)
      a = torch.scaled_dot_product_attention(q, self.repeat(k, nq // nk), self.repeat(v, nq // nk), None, 0., True, scale=None, enable_gqa=False)
      x = x + self.product(a.transpose(1, 2).reshape([B, T, nq * d]), p[o+2], self.optional(p, o, c[7]))
      h = self.norm(x, p[o+3], e)
      x = x + self.feed(h, p, o, c)
    return self.norm(x, p[1 + layers * c[5]], e)
  def numbers(self: __torch__.M, c: Tensor) -> List[int]:
    out = annotate(List[int], [])
    for i in range(c.size(0)):
      out = torch.append(out, int(c[i]))
    return out

  # ---- the head, by chunks of tokens

  # h w' [N, V] less, in each row, the logit of t [N, 1]: near 0 the type of the weights is precise, and softmax doesn't see it.
  def logits(self: __torch__.M, h: Tensor, w: Tensor, t: Tensor) -> Tensor:
    c = torch.sum(h.to(6) * torch.embedding(w, t.squeeze(1)).to(6), [-1], True)
    return torch.addmm(torch.type_as(torch.neg(c), h), h, w.t())
  # As many rows of V columns as have float32 temporaries that stay in the processor's caches.
  def few_rows(self: __torch__.M, V: int) -> int:
    rows = 524288 // V
    if torch.lt(rows, 1):
      rows = 1
    return rows
  # How many of n are left from place on, at most size.
  def left(self: __torch__.M, n: int, place: int, size: int) -> int:
    m = torch.sub(n, place)
    if torch.gt(m, size):
      m = size
    return m
  # h [N, H], w [V, H], targets [N] -> log-probabilities and entropies [2, N] of softmax(h w' / temperature).
  def head(self: __torch__.M, h: Tensor, w: Tensor, targets: Tensor, temperature: float, chunk: int) -> Tensor:
    N = h.size(0)
    out = torch.empty([2, N], dtype=6, device=h.device)
    few = self.few_rows(w.size(0))
    for i in range((N + chunk - 1) // chunk):
      n = self.left(N, i * chunk, chunk)
      t = torch.narrow(targets, 0, i * chunk, n).unsqueeze(1)
      z = self.logits(torch.narrow(h, 0, i * chunk, n), w, t)
      for j in range((n + few - 1) // few):
        m = self.left(n, j * few, few)
        r = self.scores(torch.narrow(z, 0, j * few, m), torch.narrow(t, 0, j * few, m), temperature, torch.narrow(out, 1, i * chunk + j * few, m))
    return out
  # z [m, V], targets t [m, 1] -> in out [2, m] log-probability and entropy, from w = exp(z - max z) and its sum W:
  # log p = z - max z - log W, entropy = log W - sum(w (z - max z)) / W.
  def scores(self: __torch__.M, z: Tensor, t: Tensor, temperature: float, out: Tensor) -> int:
    y = torch.div_(z.to(6, copy=True), temperature)
    y = torch.sub_(y, torch.amax(y, [-1], True))
    at = torch.gather(y, 1, t).squeeze(1)
    w = torch.exp(y)
    W = torch.sum(w, [-1])
    r = torch.copy_(out[0], torch.sub(at, torch.log(W)))
    r = torch.copy_(out[1], torch.sub(torch.log(W), torch.sum(torch.mul_(w, y), [-1]) / W))
    return 0
  # The gradient of the head by hand: with z = h w' / temperature, p = softmax(z), H the entropy,
  # dL/dz = dL/dlogp (onehot - p) - dL/dH p (log p + H). Adds dL/dw to dw, returns dL/dh [N, H].
  # scores [2, N]: what head() returned. g [2, N]: dL/dlogp and dL/dH.
  def head_gradient(self: __torch__.M, h: Tensor, w: Tensor, dw: Tensor, targets: Tensor, scores: Tensor, g: Tensor, temperature: float, chunk: int) -> Tensor:
    N = h.size(0)
    V = w.size(0)
    dh = torch.empty_like(h)
    few = self.few_rows(V)
    for i in range((N + chunk - 1) // chunk):
      n = self.left(N, i * chunk, chunk)
      hc = torch.narrow(h, 0, i * chunk, n)
      t = torch.narrow(targets, 0, i * chunk, n).unsqueeze(1)
      z = self.logits(hc, w, t)
      for j in range((n + few - 1) // few):
        m = self.left(n, j * few, few)
        at = i * chunk + j * few
        r = self.slopes(torch.narrow(z, 0, j * few, m), torch.narrow(t, 0, j * few, m), torch.narrow(scores, 1, at, m), torch.narrow(g, 1, at, m), temperature)
      r = torch.copy_(torch.narrow(dh, 0, i * chunk, n), torch.matmul(z, w))
      r = self.add_product(dw, z, hc)
    return dh
  # Puts dL/d(h w') [m, V] in the place of the logits z [m, V].
  def slopes(self: __torch__.M, z: Tensor, t: Tensor, scores: Tensor, g: Tensor, temperature: float) -> int:
    lp = torch.div_(z.to(6, copy=True), temperature)
    lp = torch.add_(lp, torch.sub(scores[0].unsqueeze(1), torch.gather(lp, 1, t)))
    p = torch.exp(lp)
    gl = (g[0] / temperature).unsqueeze(1)
    if bool(torch.any(g[1])):
      ge = (g[1] / temperature).unsqueeze(1)
      p = torch.mul_(p, torch.add_(torch.mul_(torch.add_(lp, scores[1].unsqueeze(1)), ge), gl))
    else:
      p = torch.mul_(p, gl)
    r = torch.copy_(z, torch.scatter_add_(torch.neg_(p), 1, t, gl))
    return 0
  # d [V, H] += z' h, for z [n, V] and h [n, H]; by parts that stay in the caches where d has another type than z.
  def add_product(self: __torch__.M, d: Tensor, z: Tensor, h: Tensor) -> int:
    if torch.eq(ops.prim.dtype(h), ops.prim.dtype(d)):
      r = torch.addmm_(d, z.t(), h)
    else:
      V = z.size(1)
      size = 4096
      for i in range((V + size - 1) // size):
        n = self.left(V, i * size, size)
        # oneDNN takes twice as long for what isn't there row by row.
        r = self.add_to(torch.narrow(d, 0, i * size, n), torch.matmul(torch.narrow(z, 1, i * size, n).t().contiguous(), h))
    return 0
  # d += g of another type, by rows whose conversion stays in the caches.
  def add_to(self: __torch__.M, d: Tensor, g: Tensor) -> int:
    few = self.few_rows(d.size(1))
    for i in range((d.size(0) + few - 1) // few):
      n = self.left(d.size(0), i * few, few)
      r = torch.add_(torch.narrow(d, 0, i * few, n), torch.narrow(g, 0, i * few, n))
    return 0
  # The place of the head among the parameters: the first when it is tied.
  def last(self: __torch__.M, p: List[Tensor], c: Tensor) -> int:
    n = 2 + int(c[0]) * int(c[5])
    i = 0
    if torch.gt(torch.len(p), n):
      i = n
    return i

  # ---- training: packed tokens [T], roots first, then branches (see PackedTokens); t: what pieces() makes of a plan
  #      with s = [T, R roots, P their length, C branches, L their length]

  # -> ids [T], cos and sin [T, 1, D], token of each place [R P + C L], place of each token [T], root of each branch [C],
  # and what is added to the scores of a branch's queries [C, 1, L, P + L]: -infinity beyond the root and for what follows.
  def pieces(self: __torch__.M, plan: Tensor, s: List[int], inv: Tensor) -> List[Tensor]:
    T, R, P, C, L, = s
    ids, positions, padded, places, parents, lengths, = torch.split_with_sizes(plan, [T, T, R * P + C * L, T, C, C], 0)
    cos, sin, = self.angles(positions, inv)
    beyond = torch.ge(torch.arange(P, dtype=4, device=plan.device), lengths.view([C, 1, 1, 1])).expand([C, 1, L, P])
    mask = self.mask(torch.cat([beyond, self.later(L, plan).expand([C, 1, L, L])], -1))
    return [ids, cos, sin, padded, places, parents, mask]
  # Which keys come after a query, [1, 1, n, n].
  def later(self: __torch__.M, n: int, beside: Tensor) -> Tensor:
    at = torch.arange(n, dtype=4, device=beside.device)
    return torch.gt(at, at.unsqueeze(1)).view([1, 1, n, n])
  # -infinity where a key is hidden, else 0.
  def mask(self: __torch__.M, hidden: Tensor) -> Tensor:
    return torch.masked_fill_(torch.zeros(hidden.size(), dtype=6, device=hidden.device), hidden, -inf)
  # Rows of x by an index that names all of them in order, unless it says more.
  def among(self: __torch__.M, x: Tensor, index: Tensor) -> Tensor:
    y = x
    if torch.ne(index.size(0), x.size(0)):
      y = torch.embedding(x, index)
    return y
  # Queries, keys and values [T, Q + 2K, D] -> [T, Q D]. Roots attend to themselves, branches to their root and themselves.
  def attend(self: __torch__.M, z: Tensor, t: List[Tensor], s: List[int], c: List[int]) -> Tensor:
    layers, nq, nk, d, = torch.slice(c, 0, 4)
    T, R, P, C, L, = s
    roots, branches, = torch.split_with_sizes(self.among(z.flatten(1), t[3]), [R * P, C * L], 0)
    q, k, v, = torch.split_with_sizes(roots.view([R, P, nq + 2 * nk, d]).transpose(1, 2), [nq, nk, nk], 1)
    a = self.attention(q, k, v, None)
    if torch.gt(C, 0):
      bq, bk, bv, = torch.split_with_sizes(branches.view([C, L, nq + 2 * nk, d]).transpose(1, 2), [nq, nk, nk], 1)
      bk = torch.cat([torch.index_select(k, 0, t[5]), bk], 2)
      bv = torch.cat([torch.index_select(v, 0, t[5]), bv], 2)
      a = torch.cat([a, self.attention(bq, bk, bv, t[6])], 0)
    return self.among(a, t[4])
  # Queries [B, Q, L, D], keys and values [B, K, N, D], what is added to scores [B, 1, L, N] -> [B L, Q D]. Without it each query
  # attends to what doesn't follow. Where a query's scores are few they are kept and the queries that share a key are rows of
  # one product, which is faster there than libtorch's fused attention.
  def attention(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
    B, Q, L, D, = q.size()
    K = k.size(1)
    N = k.size(2)
    if torch.le(N, 4 * D):
      if torch.__isnot__(mask, None):
        added = unchecked_cast(Tensor, mask)
      else:
        added = self.mask(self.later(L, q))
      z = torch.matmul(q.reshape([B, K, -1, D]) * torch.pow(D, -0.5), k.transpose(2, 3)).view([B, K, -1, L, N])
      w = torch.softmax(torch.add_(z, added.unsqueeze(2)), -1)
      a = torch.matmul(w.view([B, K, -1, N]), v).view([B, Q, L, D])
    else:
      a = torch.scaled_dot_product_attention(q, self.repeat(k, Q // K), self.repeat(v, Q // K), mask, 0., torch.__is__(mask, None), scale=None, enable_gqa=False)
    return a.transpose(1, 2).reshape([B * L, -1])
  # The parameters of layer l; of the first and last two, whose rounding is felt most in the logits, in float32.
  def of_layer(self: __torch__.M, p: List[Tensor], l: int, c: List[int]) -> List[Tensor]:
    own = torch.slice(p, 1 + l * c[5], 1 + (l + 1) * c[5])
    if torch.__or__(torch.lt(l, 2), torch.ge(l, torch.sub(c[0], 2))):
      for j in range(torch.len(own)):
        w = torch._set_item(own, j, own[j].to(6))
    return own
  # One layer over packed tokens [T, H] with its parameters p -> what it makes of x, and what descend() takes: queries, keys and
  # values [T, Q + 2K, D] as a leaf of autograd's graph, attention of them, the only piece that has one; residual stream behind
  # it; gate-up product in the type of like; queries and keys before they were normalised.
  def layer(self: __torch__.M, x: Tensor, p: List[Tensor], like: Tensor, t: List[Tensor], s: List[int], c: List[int], e: float) -> List[Tensor]:
    layers, nq, nk, d, = torch.slice(c, 0, 4)
    h = self.norm(x, p[0], e)
    qkv = self.product(h, p[1], self.optional(p, 0, c[6])).view([-1, nq + 2 * nk, d])
    qk, v, = torch.split_with_sizes(qkv, [nq + nk, nk], 1)
    z = torch.cat([self.rotate(self.head_norms(qk, p, 0, c, e).to(6), t[1], t[2]), v.to(6)], 1)
    z = torch.requires_grad_(z, True)
    a = self.attend(z, t, s, c)
    y = x + self.product(torch.type_as(a.detach(), h), p[2], self.optional(p, 0, c[7]))
    gu = self.product(self.norm(y, p[3], e), p[4], self.optional(p, 0, c[8]))
    g, u, = gu.chunk(2, -1)
    out = y + self.product(torch.mul_(torch.silu(g), u), p[5], self.optional(p, 0, c[9]))
    return [out, z, a, y, torch.type_as(gu, like), self.before_norms(qk, z, c)]
  # Without gradients: see forward_pass().
  def score(self: __torch__.M, plan: Tensor, sizes: Tensor, selected: Tensor, p: List[Tensor], inv: Tensor, c: Tensor, f: Tensor, out: Tensor) -> int:
    r = self.forward_pass(plan, sizes, selected, p, inv, c, f, out)
    return 0
  # selected [2, N]: the token that predicts, and the token to score there. f: [epsilon, temperature].
  # out gets log-probabilities and entropies [2, N].
  # -> for each layer its input [T, H] and what layer() tells descend(), where gradients aren't recorded the input in their
  # place; then the input of the last norm, the rows that predict of what the norm makes of it, and what is in out.
  def forward_pass(self: __torch__.M, plan: Tensor, sizes: Tensor, selected: Tensor, p: List[Tensor], inv: Tensor, c: Tensor, f: Tensor, out: Tensor) -> List[Tensor]:
    n = self.numbers(c)
    q = self.detached(p)
    w = q[self.last(p, c)]
    size = self.numbers(sizes)
    t = self.pieces(plan.to(device=w.device), size, inv)
    s = selected.to(device=w.device)
    kept = annotate(List[Tensor], [])
    x = torch.embedding(q[0], t[0]).to(6)
    for l in range(n[0]):
      kept = torch.append(kept, x)
      made = self.layer(x, self.of_layer(q, l, n), w, t, size, n, float(f[0]))
      for i in range(5):
        if ops.prim.requires_grad(made[2]):
          kept = torch.append(kept, made[i + 1])
        else:
          kept = torch.append(kept, x)
      x = made[0]
    kept = torch.append(kept, x)
    h = torch.index_select(self.norm(x, q[1 + n[0] * n[5]], float(f[0])), 0, s[0])
    scores = self.head(h, w, s[1], float(f[1]), n[4])
    r = torch.copy_(out, scores)
    return torch.append(torch.append(kept, h), scores)
  # The same without gradients: they are computed by hand, see descend().
  def detached(self: __torch__.M, p: List[Tensor]) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(torch.len(p)):
      out = torch.append(out, p[i].detach())
    return out
  # The gradient of h = n w, with n and r from normal(x): adds dL/dw to dw and dL/dx to dx.
  # dL/dw = sum(dL/dh n), dL/dx = r (dL/dh w - n mean(dL/dh w n)).
  def norm_gradient(self: __torch__.M, n: Tensor, r: Tensor, w: Tensor, dw: Tensor, dh: Tensor, dx: Tensor) -> int:
    D = n.size(-1)
    g = dh.to(6)
    t = (g * n).view([-1, D])
    v = w.to(6)
    k = torch.add_(dw, torch.sum(t, [0]))
    m = torch.mv(t, v).view(r.size())
    k = torch.addcmul_(dx, g * v, r)
    k = torch.addcmul_(dx, n, torch.mul_(m, r), value=-1. / D)
    return 0
  # The gradient of head_norms() for dL/d(qk) behind them: adds those of the norms to d, returns dL/d(qk).
  def head_norms_gradient(self: __torch__.M, qk: Tensor, dqk: Tensor, p: List[Tensor], d: List[Tensor], o: int, c: List[int], e: float) -> Tensor:
    out = dqk
    if torch.gt(c[10], 0):
      out = torch.zeros(qk.size(), dtype=6, device=qk.device)
      for i in range(2):
        at = i * c[1]
        n = c[1 + i]
        x, r, = self.normal(torch.narrow(qk, 1, at, n), e)
        k = self.norm_gradient(x, r, p[o + c[10 + i]], d[o + c[10 + i]], torch.narrow(dqk, 1, at, n), torch.narrow(out, 1, at, n))
    return out
  # The gradient of x w' + bias for dL/dy [T, N]: adds those of w and bias to d, returns dL/dx.
  def product_gradient(self: __torch__.M, x: Tensor, dy: Tensor, p: List[Tensor], d: List[Tensor], o: int, i: int, bias: int) -> Tensor:
    r = self.add_product(d[o + i], dy, x)
    if torch.gt(bias, 0):
      r = torch.add_(d[o + bias], torch.sum(dy, [0], dtype=6))
    return torch.matmul(dy, p[o + i])
  # layer() backwards, whose parameters are p[o] and the following, from its input x and what it told, for dL/dy in dx: adds the
  # gradients of the parameters to d, and puts dL/dx in the place of dx. Products are in the type of the weights.
  def descend(self: __torch__.M, x: Tensor, made: List[Tensor], dx: Tensor, p: List[Tensor], d: List[Tensor], o: int, t: List[Tensor], c: List[int], e: float) -> int:
    z, a, y, gu, qk, = made
    w = p[o]
    dy = torch.type_as(dx, w)
    g, u, = gu.chunk(2, -1)
    sg = torch.silu(g)
    ds = self.product_gradient(sg * u, dy, p, d, o, 5, c[9])
    dgu = torch.cat([torch.silu_backward(ds * u, g), torch.mul_(sg, ds)], -1)
    n, r, = self.normal(y, e)
    dh = self.product_gradient(torch.type_as(n * p[o + 3].to(6), w), dgu, p, d, o, 4, c[8])
    k = self.norm_gradient(n, r, p[o + 3], d[o + 3], dh, dx)
    dy = torch.type_as(dx, w)
    da = self.product_gradient(torch.type_as(a.detach(), w), dy, p, d, o, 2, c[7])
    grads = torch.grad([a], [z], annotate(List[Optional[Tensor]], [torch.type_as(da, a)]), None, False, False)
    dqk, dv, = torch.split_with_sizes(unchecked_cast(Tensor, grads[0]), [c[1] + c[2], c[2]], 1)
    dqk = self.head_norms_gradient(qk, self.rotate(dqk, t[1], torch.neg(t[2])), p, d, o, c, e)
    dqkv = torch.cat([torch.type_as(dqk, w), torch.type_as(dv, w)], 1).flatten(1)
    n, r, = self.normal(x, e)
    dh = self.product_gradient(torch.type_as(n * w.to(6), w), dqkv, p, d, o, 1, c[6])
    k = self.norm_gradient(n, r, w, d[o], dh, dx)
    return 0
  # kept: what forward_pass() returned. g [2, N]: dL/dlogp and dL/dentropy. Adds dL/dp to d, whose entries have the shapes of p.
  def backward_pass(self: __torch__.M, kept: List[Tensor], plan: Tensor, sizes: Tensor, selected: Tensor, g: Tensor, p: List[Tensor], d: List[Tensor], inv: Tensor, c: Tensor, f: Tensor) -> List[Tensor]:
    n = self.numbers(c)
    q = self.detached(p)
    size = self.numbers(sizes)
    i = self.last(p, c)
    s = selected.to(device=p[0].device)
    x = kept[6 * n[0]]
    dh = self.head_gradient(kept[6 * n[0] + 1], q[i], d[i], s[1], kept[6 * n[0] + 2], g.to(device=x.device), float(f[1]), n[4])
    dx = torch.zeros_like(x)
    o = 1 + n[0] * n[5]
    y, r, = self.normal(x, float(f[0]))
    k = self.norm_gradient(y, r, q[o], d[o], torch.index_add_(torch.zeros_like(x), 0, s[0], torch.type_as(dh, x)), dx)
    t = self.pieces(plan.to(device=x.device), size, inv)
    for j in range(n[0]):
      l = n[0] - 1 - j
      x = kept[6 * l]
      made = torch.slice(kept, 6 * l + 1, 6 * l + 6)
      if torch.__not__(ops.prim.requires_grad(made[1])):
        made = torch.slice(self.layer(x, self.of_layer(q, l, n), q[i], t, size, n, float(f[0])), 1, 6)
      k = self.descend(x, made, dx, q, d, 1 + l * n[5], t, n, float(f[0]))
    at = torch.index_add_(d[0], 0, t[0], dx)
    return [dh]

  # ---- generation: slots of a cache [2 layers, S, K, M, D]; keys of layer l at 2l, values at 2l + 1

  # What decoding takes for p: the same weights, the head always as the last of them. Where it is asked for, matrices are
  # reordered as this processor multiplies few rows fastest; the first one remains, since embeddings are looked up in it.
  def decoding(self: __torch__.M, p: List[Tensor], c: Tensor, reorder: bool) -> List[Tensor]:
    out = annotate(List[Tensor], [p[0]])
    for i in range(torch.len(p) - 1):
      out = torch.append(out, self.reordered(p[i + 1], reorder))
    if torch.eq(self.last(p, c), 0):
      out = torch.append(out, self.reordered(p[0], reorder))
    return out
  # The layout doesn't depend on the number of rows given (1), nor do the bits of a product's row on how many there are.
  def reordered(self: __torch__.M, w: Tensor, reorder: bool) -> Tensor:
    y = w
    if torch.__and__(reorder, torch.eq(torch.dim(w), 2)):
      y = ops.mkldnn._reorder_linear_weight(torch.detach(w), 1)
    return y
  # Fails where this processor has no instructions for products of a type.
  def multiplies(self: __torch__.M, type: int) -> int:
    w = self.reordered(torch.zeros([16, 16], dtype=type), True)
    return 0
  # Nothing but the products of a forward pass of R rows, of which N go through the head: the bound of the benchmark.
  def products(self: __torch__.M, w: List[Tensor], R: int, N: int) -> List[Tensor]:
    out = annotate(List[Tensor], [w[0]])
    for i in range(torch.len(w) - 1):
      m = w[i + 1]
      rows = R
      if torch.eq(i + 2, torch.len(w)):
        rows = N
      if torch.eq(torch.dim(m), 2):
        x = torch.zeros([rows, m.size(1)], dtype=ops.prim.dtype(w[0]), device=w[0].device)
        r = torch._set_item(out, 0, self.product(x, m, None))
    return out
  # ids [B, T], lengths [B] -> cache [2 layers, B, K, T, D] and the hidden state of each row's last token [B, H].
  def prefill(self: __torch__.M, ids: Tensor, lengths: Tensor, p: List[Tensor], inv: Tensor, c: Tensor, e: float) -> List[Tensor]:
    n = self.numbers(c)
    B = ids.size(0)
    T = ids.size(1)
    cache = torch.empty([2 * n[0], B, n[2], T, n[3]], dtype=ops.prim.dtype(p[0]), device=p[0].device)
    x = self.hidden(ids, p, inv, n, e, cache)
    at = torch.arange(B, dtype=4, device=x.device) * T + lengths.to(device=x.device) - 1
    return [cache, torch.index_select(x.flatten(0, 1), 0, at)]
  # seats [2, n]: row of the prefix, slot. Copies the first L places of the row's cache, and its last hidden state.
  def seat(self: __torch__.M, cache: Tensor, last: Tensor, prefix: Tensor, prefix_last: Tensor, seats: Tensor, L: int) -> int:
    s = seats.to(device=cache.device)
    r = torch.index_copy_(torch.narrow(cache, 3, 0, L), 1, s[1], torch.index_select(torch.narrow(prefix, 3, 0, L), 1, s[0]))
    r = torch.index_copy_(last, 0, s[1], torch.index_select(prefix_last, 0, s[0]))
    return 0
  # The cache with room for M tokens. New places hold zeros: what is masked is multiplied by 0, and must not be NaN.
  def grow(self: __torch__.M, cache: Tensor, M: int) -> Tensor:
    n = cache.size()
    out = torch.zeros([n[0], n[1], n[2], M, n[4]], dtype=ops.prim.dtype(cache), device=cache.device)
    r = torch.copy_(torch.narrow(out, 3, 0, n[3]), cache)
    return out
  # Copies row rows[0, i] to row rows[1, i], all at once, so that rows can be exchanged. L: no position from L on is used.
  def move(self: __torch__.M, cache: Tensor, last: Tensor, rows: Tensor, L: int) -> int:
    m = rows.to(device=cache.device)
    used = torch.narrow(cache, 3, 0, L)
    r = torch.index_copy_(used, 1, m[1], torch.index_select(used, 1, m[0]))
    r = torch.index_copy_(last, 0, m[1], torch.index_select(last, 0, m[0]))
    return 0
  # Feeds tokens [R] at positions [R]: writes the cache and leaves the new hidden state in last [S, H], except where
  # keep [R] is positive: that slot's next token is drawn from what prefill left there, or the slot is not stepped now.
  # Queries of a group are rows of one head; the cache is read up to L, masked beyond each position.
  def advance(self: __torch__.M, cache: Tensor, last: Tensor, feed: Tensor, p: List[Tensor], inv: Tensor, c: List[int], e: float, L: int) -> int:
    layers, nq, nk, d, = torch.slice(c, 0, 4)
    G = nq // nk
    M = cache.size(3)
    at = feed[1]
    R = at.size(0)
    x = torch.embedding(p[0], feed[0]).to(6)
    cos, sin, = self.angles(at, inv)
    heads = torch.arange(nk, dtype=4, device=x.device)
    place = ((torch.arange(R, dtype=4, device=x.device) * nk).unsqueeze(1) + heads) * M + at.unsqueeze(1)
    place = place.flatten()
    mask = torch.zeros([R, L], dtype=ops.prim.dtype(p[0]), device=x.device)
    r = torch.masked_fill_(mask, torch.gt(torch.arange(L, dtype=4, device=x.device), at.unsqueeze(1)), -inf)
    mask = mask.view([R, 1, 1, L]).expand([R, 1, G, L])
    for l in range(layers):
      o = 1 + l * c[5]
      h = self.norm(x, p[o], e)
      qkv = self.product(h, p[o+1], self.optional(p, o, c[6])).view([R, nq + 2 * nk, d])
      qk = self.rotate(self.head_norms(torch.narrow(qkv, 1, 0, nq + nk), p, o, c, e), cos, sin)
      q = torch.narrow(qk, 1, 0, nq).reshape([R, nk, G, d])
      k = cache[2 * l]
      v = cache[2 * l + 1]
      r = torch.index_copy_(k.view([-1, d]), 0, place, torch.narrow(qk, 1, nq, nk).reshape([-1, d]))
      r = torch.index_copy_(v.view([-1, d]), 0, place, torch.narrow(qkv, 1, nq + nk, nk).reshape([-1, d]))
      k = torch.narrow(torch.narrow(k, 0, 0, R), 2, 0, L)
      v = torch.narrow(torch.narrow(v, 0, 0, R), 2, 0, L)
      a = torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=None, enable_gqa=False)
      x = x + self.product(a.reshape([R, nq * d]), p[o+2], self.optional(p, o, c[7]))
      h = self.norm(x, p[o+3], e)
      x = x + self.feed(h, p, o, c)
    x = self.norm(x, p[1 + layers * c[5]], e)
    now = torch.narrow(last, 0, 0, R)
    r = torch.copy_(now, torch.where(torch.gt(feed[2], 0).unsqueeze(1), now, x))
    return 0
  # Scores [R, V] without what top-k, top-p and min-p exclude (set to -infinity), as transformers does and in that order.
  # filters [3]: k (V: off), 1 - top-p (negative: off), min-p (0: off).
  def exclude(self: __torch__.M, scores: Tensor, filters: Tensor) -> Tensor:
    z = scores
    V = z.size(1)
    k = int(filters[0])
    if torch.lt(k, V):
      top, i, = torch.topk(z, k, -1, True, True)
      z = torch.masked_fill(z, torch.lt(z, torch.narrow(top, 1, -1, 1)), -inf)
    if torch.ge(float(filters[1]), 0.):
      ordered, i, = torch.sort(z, -1, False)
      drop = torch.le(torch.cumsum(torch.softmax(ordered, -1), -1), filters[1])
      r = torch.fill_(torch.select(drop, 1, -1), False)
      z = torch.masked_fill(z, torch.scatter(drop, 1, i, drop), -inf)
    if torch.gt(float(filters[2]), 0.):
      q = torch.softmax(z, -1)
      top = torch.amax(q, [-1], True)
      z = torch.masked_fill(z, torch.__and__(torch.lt(q, top * filters[2]), torch.lt(q, top)), -inf)
    return z
  # Puts what an impossible token has into the columns ends [E] of scores or weights [R, V], where early [R] is positive.
  def bar(self: __torch__.M, x: Tensor, early: Tensor, ends: Tensor, impossible: float) -> int:
    at = torch.unsqueeze(ends, 0).expand([x.size(0), -1])
    w = torch.scatter_(x, 1, at, torch.masked_fill(torch.gather(x, 1, at), torch.gt(early, 0).unsqueeze(1), impossible))
    return 0
  # Draws by the inverse of the distribution function, in the order of token ids. -> tokens [R] and, in out [3, R], the
  # token's log-probability under what was drawn from and under softmax(logits / temperature), and the latter's entropy.
  # Greedy: the first of the most likely, with log-probability 0 under what was drawn from.
  # early [R]: positive where none of the tokens ends [E] may be drawn; E is 0 where that is so nowhere.
  # With w = exp(z - max z) and W its sum: log p = z - max z - log W, entropy = log W - sum(w log w) / W.
  def draw(self: __torch__.M, logits: Tensor, uniforms: Tensor, early: Tensor, ends: Tensor, filters: Tensor, temperature: float, greedy: bool, filtered: bool, out: Tensor) -> Tensor:
    z = logits / temperature
    z = torch.sub_(z, torch.amax(z, [-1], True))
    w = torch.exp(z)
    W = torch.log(torch.sum(w, [-1]))
    r = torch.copy_(out[2], torch.sub(W, torch.sum(w * z, [-1]) / torch.exp(W)))
    some = z
    kept = w
    K = W
    if torch.gt(ends.size(0), 0):
      b = self.bar(z, early, ends, -inf)
      b = self.bar(w, early, ends, 0.)
      K = torch.log(torch.sum(w, [-1]))
    if filtered:
      some = self.exclude(z, filters)
      kept = torch.exp(some)
      K = torch.log(torch.sum(kept, [-1]))
    if greedy:
      token = torch.argmax(some, -1, True)
    else:
      token = self.pick(kept, uniforms.unsqueeze(1))
    logw = torch.gather(z, 1, token).squeeze(1)
    r = torch.copy_(out[0], torch.sub(logw, K))
    r = torch.copy_(out[1], torch.sub(logw, W))
    if greedy:
      r = torch.zero_(out[0])
    return token.squeeze(1)
  # The first token at which the sum of weights [R, V] passes the share u [R, 1] of the whole, [R, 1]: first its block of
  # tokens, then its place in there, since summing up a whole vocabulary takes as long as all the rest of a draw.
  def pick(self: __torch__.M, weights: Tensor, u: Tensor) -> Tensor:
    block = 128
    V = weights.size(1)
    n = (V + block - 1) // block
    w = weights
    if torch.ne(V, n * block):
      w = torch.constant_pad_nd(w, [0, n * block - V], 0)
    blocks = w.view([-1, n, block])
    sums = torch.sum(blocks, [-1])
    ends = torch.cumsum(sums, -1)
    at = self.passing(ends, u)
    size = torch.gather(sums, 1, at)
    share = (u * torch.narrow(ends, 1, -1, 1) - (torch.gather(ends, 1, at) - size)) / size
    inside = torch.gather(blocks, 1, at.unsqueeze(2).expand([-1, 1, block])).squeeze(1)
    # Rounding may take the share out of [0, 1).
    return at * block + self.passing(torch.cumsum(inside, -1), torch.clamp(share, 0, 1 - torch.pow(2., -22)))
  # The first place at which ends [R, n] passes the share u [R, 1] of its last value.
  def passing(self: __torch__.M, ends: Tensor, u: Tensor) -> Tensor:
    return torch.sum(torch.le(ends, u * torch.narrow(ends, 1, -1, 1)), [-1], True)
  # The distribution that draw() draws from, for logits [R, V].
  def distribution(self: __torch__.M, logits: Tensor, filters: Tensor, temperature: float) -> Tensor:
    return torch.softmax(self.exclude(logits / temperature, filters), -1)
  # One token for each of the first R slots. feed [4, R]: token, position, keep, early: see draw(). advance: feed first. limit: see advance().
  # tokens [R] and out [3, R] on the CPU get the answer.
  def step(self: __torch__.M, cache: Tensor, last: Tensor, feed: Tensor, p: List[Tensor], inv: Tensor, c: Tensor, e: float, advance: bool, limit: int, uniforms: Tensor, ends: Tensor, filters: Tensor, temperature: float, greedy: bool, filtered: bool, tokens: Tensor, out: Tensor) -> int:
    if advance:
      r = self.advance(cache, last, feed.to(device=cache.device), p, inv, self.numbers(c), e, limit)
    logits = self.product(torch.narrow(last, 0, 0, feed.size(1)), p[torch.len(p) - 1], None).to(6)
    answer = torch.empty_like(out, device=cache.device)
    u = uniforms.to(device=cache.device)
    early = feed[3].to(device=cache.device)
    last_tokens = ends.to(device=cache.device)
    keep = filters.to(device=cache.device)
    drawn = annotate(List[Tensor], [])
    R = logits.size(0)
    some = self.few_rows(logits.size(1))
    for i in range((R + some - 1) // some):
      at = i * some
      n = self.left(R, at, some)
      part = torch.narrow(logits, 0, at, n)
      drawn = torch.append(drawn, self.draw(part, torch.narrow(u, 0, at, n), torch.narrow(early, 0, at, n), last_tokens, keep, temperature, greedy, filtered, torch.narrow(answer, 1, at, n)))
    w = torch.copy_(tokens, torch.cat(drawn))
    w = torch.copy_(out, answer)
    return 0
