/* Only enhances: the page is whole without it. Reads what the server wrote into data attributes, asks nothing of anywhere. */
(function () {
  "use strict";
  var root = document.documentElement, list = document.getElementById("chronology"), NS = "http://www.w3.org/2000/svg";
  if (!list) return;
  var slider = document.getElementById("at"), group = document.getElementById("group"), out = document.querySelector("output.at");
  var tally = document.querySelector(".tally"), svg = document.querySelector(".track svg"), tide = list.querySelector(".tide");
  var say = tally.dataset, zone = list.dataset.zone, byId = {};
  var clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  var rows = [].map.call(list.querySelectorAll(".row"), function (node) {
    var d = node.dataset, row = { node: node, t: +d.t, hi: d.hi === "" ? null : +d.hi, lasted: d.shape === "interval", state: "",
      until: d.until ? +d.until : null, word: node.querySelector(".state"), learned: [].slice.call(node.querySelectorAll(".learned")),
      views: d.views ? d.views.split("\n").map(function (line) { var v = line.split("\t"); return { group: v[0], lo: +v[1], hi: v[2] === "" ? null : +v[2], basis: v[3] }; }) : [] };
    byId[node.id] = row; return row;
  });
  if (!rows.length) return;
  root.classList.add("js");
  var others = [].slice.call(list.querySelectorAll(".severity-step, .silence-break")), segs = [].slice.call(list.querySelectorAll(".seg"));

  /* the moments at which anything came to be or came into view; long silences between them are shortened on the track */
  var moments = [];
  rows.forEach(function (r) { moments.push(r.t); r.views.forEach(function (v) { moments.push(v.lo); if (v.hi !== null) moments.push(v.hi); }); if (r.hi !== null) moments.push(r.hi); if (r.until !== null) moments.push(r.until); });
  moments = moments.filter(isFinite).sort(function (a, b) { return a - b; }).filter(function (t, i, all) { return i === 0 || t !== all[i - 1]; });
  var gaps = moments.slice(1).map(function (t, i) { return t - moments[i]; }).sort(function (a, b) { return a - b; });
  var cap = Math.max(60e6, 6 * (gaps[gaps.length >> 1] || 0)), xs = [0];
  moments.slice(1).forEach(function (t, i) { xs.push(xs[i] + Math.min(cap, t - moments[i])); });
  var width = xs[xs.length - 1] || 1, END = 1000;
  function at(values, x) { var a = 0, b = values.length - 1; while (a < b) { var m = (a + b + 1) >> 1; if (values[m] <= x) a = m; else b = m - 1; } return a; }
  function toTime(x) { var i = at(xs, x); return i >= moments.length - 1 ? moments[i] : Math.floor(moments[i] + (moments[i + 1] - moments[i]) * (x - xs[i]) / Math.max(1, xs[i + 1] - xs[i])); }
  function toX(t) { var i = at(moments, t); if (t <= moments[0]) return 0; return i >= moments.length - 1 ? width : xs[i] + (t - moments[i]) / (moments[i + 1] - moments[i]) * (xs[i + 1] - xs[i]); }
  function hm(t) { return clock.format(new Date(t / 1000)); }

  /* the same rule as furikaeri.chronology.view.state_of, word for word */
  function stateOf(r, T, who) {
    if (r.t > T) return "not-yet";
    var happened = r.lasted || (r.hi !== null && r.hi <= T);
    var entries = r.views.filter(function (v) { return v.lo <= T && (who === "" || v.group === who); });
    var sure = entries.filter(function (v) { return v.hi !== null && v.hi <= T; });
    if (sure.length) return sure.some(function (v) { return v.basis === "voiced"; }) ? "voiced" : "in-view";
    return entries.length || !happened ? "unknown" : "existed";
  }
  var T = null; /* null: today */
  function veiled(r) { return T !== null && r.state !== "in-view" && r.state !== "voiced"; }
  function update() {
    var n = { "not-yet": 0, existed: 0, unknown: 0, "in-view": 0, voiced: 0 }, who = group.value;
    root.classList.toggle("is-then", T !== null);
    rows.forEach(function (r) {
      r.state = T === null ? "in-view" : stateOf(r, T, who); n[r.state]++;
      var c = r.node.classList, s = r.state;
      c.toggle("is-veiled", veiled(r)); c.toggle("is-future", s === "not-yet"); c.toggle("is-existed", s === "existed"); c.toggle("is-unsure", s === "unknown");
      r.learned.forEach(function (l) { l.hidden = T !== null && !veiled(r) && (l.dataset.hi === "" || +l.dataset.hi > T); });
      c.toggle("is-open", T !== null && r.until !== null && r.until > T);
      r.node.dataset.state = T === null ? "" : s; r.word.textContent = T === null || s === "in-view" ? "" : say[s === "not-yet" ? "notYet" : s] + " ";
    });
    rows.forEach(function (r) {
      if (!r.node.dataset.refuted) return;
      var by = byId[r.node.dataset.refutedBy], known = T === null || (+r.node.dataset.refuted <= T && (!by || !veiled(by)));
      r.node.classList.toggle("is-refuted", known);
      var why = r.node.querySelector(".refuted-by"); if (why) why.classList.toggle("is-gone", !known);
    });
    others.forEach(function (node) { node.classList.toggle("is-gone", T !== null && +(node.dataset.until || node.dataset.t) > T); });
    segs.forEach(function (s) { var r = byId[s.dataset.of]; if (!r) return; s.classList.toggle("is-dim", veiled(r)); s.classList.toggle("is-on", T !== null && r.until !== null && r.until > T); });
    list.querySelectorAll(".row .record[open]").forEach(panel);
    out.textContent = T === null ? say.today : hm(T); out.dataset.t = T === null ? "" : T; slider.setAttribute("aria-valuetext", out.textContent);
    tally.textContent = T === null ? say.all.replace("{n}", rows.length) : say.then.replace("{seen}", n["in-view"] + n.voiced).replace("{voiced}", n.voiced).replace("{existed}", n.existed).replace("{unknown}", n.unknown).replace("{later}", n["not-yet"]);
    var first = rows.find(function (r) { return r.state === "not-yet"; });
    tide.hidden = T === null; tide.querySelector("b").textContent = T === null ? "" : hm(T);
    tide.style.top = (first ? first.node.offsetTop : list.clientHeight) + "px";
    track(); draw();
  }
  /* in an open panel: nothing that came later, no line to what is veiled */
  function panel(details) {
    details.querySelectorAll("[data-hi]").forEach(function (li) { li.hidden = T !== null && (li.dataset.hi === "" || +li.dataset.hi > T); });
    details.querySelectorAll(".rel [data-to]").forEach(function (li) { var r = byId[li.dataset.to]; li.hidden = !!r && veiled(r); });
  }
  function el(name, attributes, parent) { var n = document.createElementNS(NS, name); for (var k in attributes) n.setAttribute(k, attributes[k]); parent.appendChild(n); return n; }
  function track() {
    var w = svg.clientWidth; if (!w) return;
    svg.textContent = ""; svg.setAttribute("viewBox", "0 0 " + w + " 42");
    var x = function (t) { return 6.5 + (w - 13) * toX(t) / width; }, now = T === null ? w - 6.5 : x(T), last = -1e9;
    el("line", { "class": "axis", x1: 6.5, x2: w - 6.5, y1: 17, y2: 17 }, svg); el("line", { "class": "past", x1: 6.5, x2: now, y1: 17, y2: 17 }, svg);
    if (T === null) list.querySelectorAll(".key-moment").forEach(function (k) { var c = x(+k.dataset.t); el("line", { "class": "km", x1: c, x2: c, y1: 4, y2: 30 }, svg); });
    (rows.length > 400 ? [] : rows).forEach(function (r) { var s = T === null ? "in" : { "in-view": "in", voiced: "in", existed: "existed", unknown: "unsure", "not-yet": "later" }[r.state]; el("circle", { "class": "is-" + s, cx: x(r.t), cy: 17, r: s === "later" ? 2.5 : s === "in" ? 3.5 : 4.5 }, svg); });
    moments.forEach(function (t, i) { var c = x(t), room = w - 50; if (c - last < 110 || (c > room && i < moments.length - 1)) return; last = c; var end = i === moments.length - 1; el("text", { x: end ? w : Math.max(c, 0), y: 41, "text-anchor": end ? "end" : c < 20 ? "start" : "middle" }, svg).textContent = hm(t); });
  }

  /* lines of the open entry */
  var curves = el("svg", { "class": "relation-curves", "aria-hidden": "true" }, list);
  function middle(r) { var m = r.node.querySelector(".mark"), a = m.getBoundingClientRect(), b = list.getBoundingClientRect(); return a.width ? [a.left - b.left + a.width / 2, a.top - b.top + a.height / 2] : null; }
  function draw() {
    curves.textContent = "";
    var open = list.querySelector(".record[open]"); if (!open) return;
    var from = byId[open.closest(".row").id], same = 0, seen = {}; if (veiled(from)) return;
    open.querySelectorAll(".rel [data-to]").forEach(function (li) {
      var to = byId[li.dataset.to]; if (!to || li.hidden || seen[li.dataset.to] || getComputedStyle(li).display === "none") return;
      seen[li.dataset.to] = 1;
      var p = middle(from), s = middle(to), d; if (!p || !s) return;
      var dy = s[1] - p[1];
      if (Math.abs(p[0] - s[0]) < 3) { var o = p[0] - Math.min(40, 20 + Math.abs(dy) / 18) - 14 * same++; d = "M" + p + "C" + [o, p[1] + dy * 0.12] + " " + [o, s[1] - dy * 0.12] + " " + s; }
      else d = "M" + p + "C" + [p[0], p[1] + dy * 0.55] + " " + [s[0], s[1] - dy * 0.55] + " " + s;
      el("path", { d: d, "class": "halo" }, curves); el("path", { d: d, "class": li.dataset.type + " " + li.className }, curves); el("circle", { cx: s[0], cy: s[1], r: 13 }, curves);
    });
  }
  var panels = [].slice.call(list.querySelectorAll(".record"));
  list.addEventListener("toggle", function (e) { if (!e.target.matches(".record")) return; if (e.target.open) { panels.forEach(function (p) { if (p !== e.target) p.open = false; }); panel(e.target); } draw(); }, true);
  list.addEventListener("click", function (e) { if (e.target.closest("a, summary, details, button") || String(getSelection())) return; var r = e.target.closest(".row"), d = r && r.querySelector(".record"); if (d) d.open = !d.open; });
  addEventListener("hashchange", reveal);
  function reveal() { var r = byId[location.hash.slice(1)]; if (r) r.node.querySelector(".record").open = true; }

  slider.addEventListener("input", function () { T = +slider.value >= END ? null : toTime(+slider.value / END * width); update(); });
  group.addEventListener("change", update);
  function go(t) { T = t; slider.value = t === null ? END : Math.min(END - 1, Math.round(toX(t) / width * END)); update(); }
  document.addEventListener("keydown", function (e) {
    if (e.target.matches("select, textarea") || e.ctrlKey || e.metaKey || e.altKey) return;
    var now = T === null ? Infinity : T;
    if (e.key === "[") { var back = moments.filter(function (t) { return t < now; }).pop(); if (T === null) back = moments[moments.length - 2]; if (back !== undefined) go(back); }
    if (e.key === "]" && T !== null) { var next = moments.find(function (t) { return t > now; }); go(next === undefined || next === moments[moments.length - 1] ? null : next); }
    if (e.key === "Escape" && T !== null) go(null);
  });
  addEventListener("resize", function () { track(); draw(); });
  update(); reveal();
})();
