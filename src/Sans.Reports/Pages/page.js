"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)], fit = (v, low, high) => Math.max(low, Math.min(high, v));

// A number with the digits that a step justifies.
const text = (v, step) => {
  const size = Math.abs(v);
  return v !== v ? "missing" : size >= 1e7 || size > 0 && size < 1e-4 ? v.toExponential(2)
    : v.toLocaleString("en", { maximumFractionDigits: fit(Math.ceil(-Math.log10(step)), 0, 6) });
};

// The multiples of a step from a to b, and round ones of which there are so many at most.
const multiples = (a, b, step) => {
  const found = [];
  for (let i = Math.ceil(a / step - 1e-9); i * step <= b + 1e-9 * step; i++) found.push(i * step);
  return found;
};
const ticks = (a, b, most, steps = []) => {
  const least = (b - a) / most, power = 10 ** Math.floor(Math.log10(least));
  const step = [...steps, power, 2 * power, 5 * power, 10 * power].find(s => s >= least * 0.999);
  return [multiples(a, b, step), step];
};

// The values under the pointer or the keys. Screen readers read them.
const tip = document.body.appendChild(document.createElement("output"));
const tell = (words, x, y) => {
  const style = tip.style, w = tip.offsetWidth, h = tip.offsetHeight;
  tip.textContent = words;
  tip.className = words && "tip";
  style.left = fit(x + 14, 4, innerWidth - w - 4) + "px";
  style.top = (y + 18 + h > innerHeight ? y - h - 12 : y + 18) + "px";
};

// Pointers and keys on an element. The wheel scrolls the page until the element has the focus or takes it always.
const handle = (e, view) => {
  const held = new Map(), on = (names, act) => names.split(" ").forEach(n => e.addEventListener(n, act, { passive: false }));
  const share = x => (x - view.box()[0]) / view.box()[1];
  const spread = () => {
    const [a, b = a] = held.values();
    return [Math.hypot(a[0] - b[0], a[1] - b[1]), (a[0] + b[0]) / 2];
  };
  let way = 0;
  on("pointerdown", p => {
    held.set(p.pointerId, [p.clientX, p.clientY]);
    way = 0;
  });
  on("pointerup pointercancel", p => held.delete(p.pointerId));
  on("pointerleave blur", () => held.size || view.leave());
  on("pointermove", p => {
    if (!held.has(p.pointerId) || !view.move) return view.hover(p.clientX, p.clientY);
    const [wide, x] = spread();
    held.set(p.pointerId, [p.clientX, p.clientY]);
    const [wider, to] = spread();
    way += Math.abs(to - x) + Math.abs(wider - wide);
    if (way < 5) return;
    e.setPointerCapture(p.pointerId);
    view.leave();
    view.move(wide && wider ? wide / wider : 1, share(to), (x - to) / view.box()[1]);
  });
  on("click", p => way < 5 && (view.go ?? view.hover)(p.clientX, p.clientY));
  on("wheel", p => {
    if (!view.move || !view.wheel && !p.ctrlKey && document.activeElement !== e) return;
    p.preventDefault();
    if (p.shiftKey || p.deltaX) view.move(1, 0, (p.deltaX || p.deltaY) / 800);
    else view.move(Math.exp(p.deltaY / 400), share(p.clientX), 0);
  });
  on("keydown", p => {
    const k = p.key, by = { ArrowLeft: -1, ArrowRight: 1 }[k] ?? 0, down = { ArrowUp: -1, ArrowDown: 1 }[k] ?? 0;
    const zoom = { "+": 0.7, "=": 0.7, "-": 1.4, 0: 1e9 }[k];
    if (p.ctrlKey || p.altKey || p.metaKey) return;
    if (k === "Escape") view.leave();
    else if (k === "Enter" && view.go) view.go();
    else if (view.move && (zoom || by && p.shiftKey)) view.move(zoom ?? 1, 0.5, zoom ? 0 : by / 5);
    else if (by || down) view.step(by, down);
    else return;
    p.preventDefault();
  });
};

// The points of a path: vertices of a line, ends of stems, middles of dots.
const points = path => {
  const is = name => path.classList.contains(name), wanted = is("stem") ? /v/i : is("fill") ? /h/ : is("dot") ? /m/i : /./, found = [];
  let x = 0, y = 0;
  for (const [, c, rest] of path.getAttribute("d").matchAll(/([a-y])([^a-z]*)/gi)) {
    const [a, b] = rest.match(/-?\d*\.?\d+/g).map(Number), kind = c.toLowerCase(), old = c === kind;
    if (kind !== "v") x = a + old * x;
    if (kind !== "h") y = (kind === "v" ? a : b) + old * y;
    if (wanted.test(c)) found.push([x, y]);
  }
  return found;
};

const toneOf = e => [...e.classList].find(n => /^(s\d|bad|poor|idle|good)$/.test(n)), off = new Set();
let redraw = () => {}, goTo;

// A picture of the page.
const picture = (svg, names) => {
  const plot = svg.querySelector("svg"), isSignal = "zoom" in svg.dataset;
  const [left, top, width, height] = (plot?.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const axis = key => {
    const [low, high, log, ...label] = (plot?.dataset[key] ?? "").split(" ");
    const at = share => +log ? low * (high / low) ** share : +low + share * (high - low);
    const word = (share, step, zero) => {
      const v = at(share);
      return (label.join(" ") || "value") + " " + text(v - (zero ?? 0), Math.abs(at(share + step) - v) || 1);
    };
    return [at, word, label[0]];
  };
  const [x, wordX, hasX] = axis("x"), [, wordY] = axis("y");
  let from = 0, to = 1, series, row = 0, column = -1, ring;
  for (const e of all(":not(text,[role$=header])>title", svg)) {
    e.parentNode.dataset.words = e.textContent;
    e.parentNode.setAttribute("aria-label", e.textContent);
    e.remove();
  }
  const read = () => (series ??= [
    [null, all("[data-words]", svg).map(e => {
      const b = e.getBBox();
      return [b.x + b.width / 2, b.y + b.height / 2, e.dataset.words];
    }).filter((p, i, some) => p[2] !== some[i - 1]?.[2])],
    ...all("svg path", svg)
      .filter(e => !e.closest("[data-words]") && e.dataset.name !== "" && e.matches(".line,.dot:not(.stem+*),.stem,.fill:not(.band)"))
      .map(e => [e, points(e), e.dataset.name ?? names[toneOf(e)], e.dataset.zero]),
  ]).filter(([e, found]) => found.length && !e?.matches(".off"));
  const px = p => plot ? left + width * ((p[0] - left) / width - from) / (to - from) : p[0];
  const mark = (p, name, zero) => {
    ring ??= svg.appendChild(document.createElementNS(svg.namespaceURI, "circle"));
    ring.setAttribute("class", p ? "ring ink" : "off");
    if (!p) return tell("", 0, 0);
    Object.entries({ cx: px(p), cy: p[1], r: 6 }).forEach(a => ring.setAttribute(...a));
    const b = ring.getBoundingClientRect(), along = hasX ? wordX((p[0] - left) / width, 0.5 / width) : "";
    tell(p[2] ?? [name, along, wordY(1 - (p[1] - top) / height, 0.5 / height, zero)].filter(w => w).join("\n"), b.right, b.bottom);
  };
  const view = (start, wide) => {
    wide = fit(wide, 0.02, 1);
    from = fit(start, 0, 1 - wide);
    to = from + wide;
    plot.setAttribute("viewBox", [left + from * width, top, wide * width, height].join(" "));
    plot.setAttribute("preserveAspectRatio", "none");
    plot.classList.add("zoomed");
    const [a, b] = [x(from), x(to)], [places, step] = ticks(a, b, width / 50);
    svg.querySelector(".along").innerHTML = places.map(v => {
      const at = left + width * (v - a) / (b - a), y = top + height;
      return `<path class="tick" d="M${at} ${y}v4"/>`
        + `<text class="small" x="${at}" y="${y + 14}" text-anchor="middle">${text(v, step)}</text>`;
    }).join("");
  };
  handle(svg, {
    box: () => {
      const m = svg.getScreenCTM();
      return [m.a * left + m.e, m.a * width];
    },
    hover: (cx, cy) => {
      const m = svg.getScreenCTM();
      let best = [], least = 28 / m.a;
      for (const [, found, name, zero] of read()) for (const p of found) {
        const dx = px(p) - (cx - m.e) / m.a, dy = p[1] - (cy - m.f) / m.a, d = Math.hypot(dx, dy * (isSignal ? 0.3 : 1)) - (p[2] ? 6 : 0);
        if (d < least) [best, least] = [[p, name, zero], d];
      }
      mark(...best);
    },
    leave: () => mark(),
    step: (by, down) => {
      const some = read();
      row = fit(row + down, 0, some.length - 1);
      const [, found, name, zero] = some[row] ?? [0, []], p = found[column = fit(column + by, 0, found.length - 1)];
      if (p && plot && (px(p) < left || px(p) > left + width)) view((p[0] - left) / width - (to - from) / 2, to - from);
      mark(p, name, zero);
    },
    go: svg.dataset.go && (() => goTo(+svg.dataset.go)),
    move: isSignal && ((factor, at, by) => {
      const wide = to - from;
      view(from + wide * (by + at * (1 - Math.min(factor, 1 / wide))), wide * factor);
    }),
  });
  for (const e of all("[tabindex]", svg)) e.removeAttribute("tabindex");
  svg.setAttribute("tabindex", 0);
  if (!svg.querySelector("[role=table]")) svg.setAttribute("role", "application");
  svg.setAttribute("aria-roledescription", "picture, arrow keys give values");
};

for (const figure of all("figure")) {
  const names = figure.names = {};
  for (const entry of all(".legend li", figure)) {
    const label = entry.textContent.trim(), button = document.createElement("button"), tone = toneOf(entry.querySelector("path,rect"));
    if (tone) names[tone] ??= label;
    button.append(...entry.childNodes);
    entry.append(button);
    button.addEventListener("click", () => {
      if (!off.delete(label)) off.add(label);
      for (const f of all("figure")) {
        for (const b of all(".legend button", f)) b.setAttribute("aria-pressed", !off.has(b.textContent.trim()));
        for (const e of all(".panels [class]", f)) e.classList.toggle("off", off.has(e.dataset.name) || off.has(f.names[toneOf(e)]));
      }
      redraw();
    });
    button.setAttribute("aria-pressed", true);
  }
  for (const svg of all(".panels svg.chart", figure)) picture(svg, names);
}

// A click on a column's title sorts the rows below each head, a second one reverses the order, and a third one restores it.
for (const table of all("table")) {
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const isHead = row => row.matches(".group");
  let group = 0;
  for (const row of rows) row.group = group += isHead(row);
  heads.forEach((head, i) => head.querySelector("button")?.addEventListener("click", () => {
    const before = head.getAttribute("aria-sort"), sign = before ? -1 : 1;
    const value = row => [row.cells[i].dataset.v, row.cells[i].textContent];
    const order = ([a, words], [b, other]) => isNaN(a) - isNaN(b) || sign * (a - b || words.localeCompare(other, "en", { numeric: true }));
    for (const h of heads) h.removeAttribute("aria-sort");
    const isSorted = before !== "descending";
    if (isSorted) head.setAttribute("aria-sort", before ? "descending" : "ascending");
    body.append(...isSorted
      ? [...rows].sort((a, b) => a.group - b.group || isHead(b) - isHead(a) || order(value(a), value(b)))
      : rows);
  }));
}

// A whole recording: the signal, its reconstruction, the residual, and each activation as a stem.
const explore = (figure, d) => {
  const [map, main] = all("canvas", figure), rate = d.rate ?? 1, left = 52, hidden = name => off.has(name);
  const codes = s => new Uint16Array(Uint8Array.from(atob(s), c => c.charCodeAt(0)).buffer);
  const least = (a, b) => b < a || a !== a ? b : a, most = (a, b) => b > a || a !== a ? b : a;

  // The least and the greatest of 8 samples, of 64 and so on, so that a redraw does not depend on the length.
  const levels = samples => {
    const found = [[samples, samples]];
    for (let [low, high] = found[0]; low.length > 999; [low, high] = found.at(-1)) {
      const a = new Float32Array(Math.ceil(low.length / 8)).fill(NaN), b = a.slice();
      low.forEach((v, i) => {
        a[i >> 3] = least(a[i >> 3], v);
        b[i >> 3] = most(b[i >> 3], high[i]);
      });
      found.push([a, b]);
    }
    return found;
  };
  const [signal, made] = d.samples.map(s => Float32Array.from(codes(s), q => q === 65535 ? NaN : d.low + q * d.step)), n = signal.length;
  const series = [["signal", "ink", signal], ["reconstruction", "s3", made], ["residual", "faint", signal.map((v, i) => v - made[i])]]
    .map(s => [...s, levels(s[2])]);
  const marks = d.kernels.flatMap(k => {
    const found = [], c = codes(k.events);
    for (let i = 0, t = 0; i < c.length; i += 2) {
      t += c[i];
      if (c[i] < 65535) found.push([t, (c[i + 1] - 32767) * d.height / 32767, k]);
    }
    return found;
  }).sort((a, b) => a[0] - b[0]);
  const between = (a, b) => {
    const first = t => {
      let low = 0;
      for (let high = marks.length; low < high;) {
        const i = low + high >> 1;
        if (marks[i][0] < t) low = i + 1;
        else high = i;
      }
      return low;
    };
    return marks.slice(first(a), first(b)).filter(m => !hidden(m[2].name));
  };
  const clock = (t, step) => {
    if (!d.rate) return text(t, 1);
    const digits = fit(Math.ceil(-Math.log10(step)), 0, 4), s = Math.round(t / rate * 1e4) / 1e4;
    return Math.floor(s / 60) + ":" + (s % 60).toFixed(digits).padStart(digits ? digits + 3 : 2, 0);
  };

  // The least and the greatest of each pixel.
  const columns = (levels, from, to, wide) => {
    const per = (to - from) / wide, found = [], l = fit(Math.floor(Math.log2(per) / 3), 0, levels.length - 1), size = 8 ** l;
    const [low, high] = levels[l];
    let last = [];
    for (let i = Math.max(0, Math.floor(from / size) - 1); i < low.length && i * size < to + 2 * size; i++) {
      const x = (i * size - from) / per, column = Math.floor(x);
      if (per > 1 && last[3] === column) [last[1], last[2]] = [least(last[1], low[i]), most(last[2], high[i])];
      else found.push(last = [x, low[i], high[i], column]);
    }
    return found;
  };
  let from = 0, to = n, at = -1, waiting = 0, whole = [];
  const wide = () => main.clientWidth - left - 2;
  const draw = () => {
    const style = getComputedStyle(figure), colour = name => style.getPropertyValue("--" + name), room = wide();
    const X = t => left + (t - from) / (to - from) * room;
    waiting = 0;
    if (room < 1) return;
    const open = canvas => {
      const g = canvas.getContext("2d"), ratio = devicePixelRatio;
      canvas.width = canvas.clientWidth * ratio;
      canvas.height = canvas.clientHeight * ratio;
      g.scale(ratio, ratio);
      g.font = "11px system-ui,sans-serif";
      return g;
    };
    const trace = (g, columns, tone, Y) => {
      let pen = "moveTo";
      g.strokeStyle = colour(tone);
      g.beginPath();
      for (const [x, a, b] of columns) {
        g[pen](left + x, Y(a));
        if (b > a) g.lineTo(left + x, Y(b));
        pen = a === a ? "lineTo" : "moveTo";
      }
      g.stroke();
    };
    const g = open(main), h = main.clientHeight, seen = series.map(s => columns(s[3], from, to, room));
    let [low, high] = d.range;
    for (const [, a, b] of [...seen[0], ...seen[1]]) [low, high] = [least(low, a), most(high, b)];
    const bottom = h * 0.6, base = bottom - 6, scale = (bottom - 30) / (high - low);
    const Y = v => base - (v - low) * scale, value = y => low + (base - y) / scale;
    const middle = Math.round(h * 0.7), zero = Math.round(h * 0.87), some = between(from, to + 1);
    const tall = h * 0.08 / some.reduce((most, m) => Math.max(most, Math.abs(m[1])), 1e-9);
    const [times, step] = ticks(from / rate, to / rate, room / 80, to - from > 600 * rate ? [60, 120, 300, 600, 1800] : []);
    const [sizes, size] = ticks(value(bottom), value(18), bottom / 40);
    for (const [s, v, tone] of d.paper ? [[0.04, 0.1, "fine"], [0.2, 0.5, "line"]] : [[step, size, "line"]]) {
      g.fillStyle = colour(tone);
      if (s * rate * room / (to - from) > 4) {
        for (const t of multiples(from / rate, to / rate, s)) g.fillRect(Math.round(X(t * rate)), 18, 1, h - 38);
      }
      if (v * scale > 4) for (const p of multiples(value(bottom), value(18), v)) g.fillRect(left, Math.round(Y(p)), room, 1);
    }
    g.fillStyle = colour("soft");
    g.textAlign = "right";
    for (const v of sizes) g.fillText(text(v, size), left - 5, fit(Y(v) + 4, 26, bottom));
    g.fillText("residual", left - 4, middle + 4);
    g.fillText("events", left - 4, zero + 4);
    g.fillText(d.unit, left - 5, 12);
    g.fillText(d.rate ? "min:s" : "sample", left - 4, h - 6);
    g.textAlign = "center";
    for (const t of times) g.fillText(clock(t * rate, step), fit(X(t * rate), left + 14, left + room - 18), h - 6);
    for (const y of [middle, zero]) g.fillRect(left, y, room, 1);
    g.rect(left, 0, room, h);
    g.clip();
    series.forEach(([name, tone], i) => hidden(name) || trace(g, seen[i], tone, i < 2 ? Y : v => middle - fit(v * scale, -h / 12, h / 12)));
    for (const k of d.kernels) {
      g.strokeStyle = g.fillStyle = colour(k.tone);
      g.beginPath();
      const tops = {};
      for (const [t, v, own] of some) {
        const x = some.length < room ? X(t) : Math.round(X(t));
        if (own === k && !(Math.abs(tops[x]) > Math.abs(v))) tops[x] = v;
      }
      for (const x in tops) {
        g.moveTo(x, zero);
        g.lineTo(x, zero - tops[x] * tall);
        if (some.length < room / 4) g.fillRect(x - 2, zero - tops[x] * tall - 2, 4, 4);
      }
      g.stroke();
    }
    g.fillStyle = colour("ink");
    const notes = d.notes.filter(m => m[0] >= from && m[0] <= to), isFull = notes.length * 14 > room;
    let free = 0;
    for (const [t, words] of notes) {
      if (X(t) < free || isFull && words === d.usual) continue;
      g.fillText(words, Math.max(X(t), left + 4 * words.length), 12);
      free = X(t) + 6 * words.length + 8;
    }
    if (at >= 0) g.fillRect(Math.round(X(at)), 16, 1, h - 36);
    const m = open(map), up = map.clientHeight;
    if (whole[0] !== room) whole = [room, columns(series[0][3], 0, n, room)];
    trace(m, whole[1], "soft", v => up - (v - d.low) / d.step / 65534 * up);
    m.globalAlpha = 0.5;
    m.fillStyle = colour("link");
    m.fillRect(left + from / n * room, 0, Math.max(4, (to - from) / n * room), up);
  };
  redraw = () => waiting ||= requestAnimationFrame(draw);
  const view = (start, wide) => {
    wide = fit(wide, Math.min(n, 20), n);
    from = fit(start, 0, n - wide);
    to = from + wide;
    redraw();
  };
  const move = (factor, share, by) => {
    const wide = to - from;
    view(from + wide * (by + share * (1 - Math.min(factor, n / wide))), wide * factor);
  };
  const box = () => [main.getBoundingClientRect().left + left, wide()];
  const say = (t, mark) => {
    const top = main.getBoundingClientRect().top, word = (name, v) => `\n${name} ${text(v, 30 * d.step)}${d.unit && " "}${d.unit}`;
    at = t;
    redraw();
    tell(clock(t, 1 / rate) + (d.rate ? ", sample " + t : "") + series.map(s => hidden(s[0]) ? "" : word(s[0], s[2][t])).join("")
      + (mark ? word(mark[2].name, mark[1]) : ""), box()[0] + (t - from) / (to - from) * wide(), top + 20);
  };
  handle(main, {
    box: box,
    move: move,
    wheel: true,
    hover: x => {
      const t = fit(Math.round(from + (x - box()[0]) / wide() * (to - from)), 0, n - 1), near = 6 * (to - from) / wide();
      say(t, between(t - near, t + near).sort((a, b) => Math.abs(a[0] - t) - Math.abs(b[0] - t))[0]);
    },
    leave: () => {
      at = -1;
      redraw();
      tell("", 0, 0);
    },
    step: (by, down) => {
      const t = at < from || at > to ? from - 1 : at, mark = by + down > 0 ? between(t + 1, n)[0] : between(0, t).at(-1);
      if (!mark) return;
      if (mark[0] < from || mark[0] > to) view(mark[0] - (to - from) / 2, to - from);
      say(mark[0], mark);
    },
  });
  const center = share => view(share * n - (to - from) / 2, to - from);
  handle(map, { box: box, hover: () => {}, leave: () => {}, move: (_, share) => center(share), go: x => center((x - box()[0]) / wide()) });
  goTo = t => {
    view(t - span / 2, span);
    figure.scrollIntoView();
    main.focus({ preventScroll: true });
    setTimeout(() => say(t, between(t, t + 1)[0]), 99);
  };
  for (const b of all("[data-move]", figure)) b.onclick = () => move(...b.dataset.move.split(" ").map(Number));
  figure.classList.add("live");
  const span = d.span * fit(main.clientWidth / 1000, 0.35, 1);
  view(d.start, span);
  main.draw = draw;
  new ResizeObserver(redraw).observe(main);
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", redraw);
};
const data = document.getElementById("data");
if (data) explore(document.getElementById("recording"), JSON.parse(data.textContent));
