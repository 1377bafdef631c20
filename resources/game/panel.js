// The list of frames beside the scene, and the one that is looked at closer: trimmed part, pivot, borders.
import { drawFrame } from "./atlas.js";

const ACCENT = "#ffb454";

function checkers(context, width, height, size = 8) {
  context.fillStyle = "#262a37";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#2d3241";
  for (let y = 0; y < height; y += size) {
    for (let x = ((y / size) % 2) * size; x < width; x += size * 2) context.fillRect(x, y, size, size);
  }
}

function fitted(frame, width, height, margin, atlas) {
  const zoom = Math.min((width - 2 * margin) / frame.sourceWidth, (height - 2 * margin) / frame.sourceHeight, 8);
  return atlas.pixelArt && zoom >= 1 ? Math.floor(zoom) : zoom;
}

export class Panel {
  constructor(atlas, chosen) {
    this.atlas = atlas;
    this.chosen = chosen;
    this.items = new Map();
    this.current = null;
    this.list = document.getElementById("frames");
    this.large = document.getElementById("large");
    const ratio = Math.max(1, window.devicePixelRatio);
    this.ratio = ratio;
    this.large.width *= ratio;
    this.large.height *= ratio;
    this.#head();
    this.#fill();
    document.getElementById("filter").addEventListener("input", (event) => this.#filter(event.target.value));
  }

  #head() {
    const { atlas } = this;
    document.getElementById("title").textContent = atlas.title;
    document.title = `${atlas.title}: sprites in motion`;
    const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
    const parts = [count(atlas.frames.size, "frame"), count(atlas.animations.length, "animation")];
    if (atlas.lit) parts.push("lit");
    const [first] = atlas.pages;
    parts.push(atlas.pages.length === 1 ? `${first.image.width} × ${first.image.height}` : `${atlas.pages.length} pages`);
    document.getElementById("summary").textContent = parts.join(" · ");
  }

  #fill() {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        seen.unobserve(entry.target);
        this.#thumbnail(entry.target);
      }
    }, { root: this.list, rootMargin: "200px" });
    const frames = [...this.atlas.frames.values()];
    frames.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
    for (const frame of frames) {
      const item = document.createElement("li");
      item.dataset.frame = frame.name;
      item.tabIndex = 0;
      const words = document.createElement("div");
      const name = document.createElement("strong");
      name.textContent = frame.name;
      const about = document.createElement("small");
      about.textContent = `${frame.width} × ${frame.height}`;
      words.append(name, about);
      const pivot = document.createElement("small");
      pivot.textContent = `${Number(frame.pivot.x.toFixed(2))}, ${Number(frame.pivot.y.toFixed(2))}`;
      pivot.title = "Pivot";
      item.append(document.createElement("canvas"), words, pivot);
      item.addEventListener("click", () => this.chosen(frame));
      item.addEventListener("keydown", (event) => event.key === "Enter" && this.chosen(frame));
      this.items.set(frame.name, item);
      this.list.append(item);
      seen.observe(item);
    }
  }

  #thumbnail(item) {
    const canvas = item.querySelector("canvas");
    canvas.width = canvas.height = 40 * this.ratio;
    const context = canvas.getContext("2d");
    context.scale(this.ratio, this.ratio);
    checkers(context, 40, 40, 5);
    const frame = this.atlas.frames.get(item.dataset.frame);
    const zoom = Math.min(36 / frame.sourceWidth, 36 / frame.sourceHeight, 4);
    drawFrame(context, this.atlas, frame, 20 - (frame.sourceWidth * zoom) / 2, 20 - (frame.sourceHeight * zoom) / 2, zoom);
  }

  #filter(text) {
    const wanted = text.trim().toLowerCase();
    for (const [name, item] of this.items) item.hidden = !name.toLowerCase().includes(wanted);
  }

  show(frame) {
    if (this.current === frame) return;
    this.items.get(this.current?.name)?.removeAttribute("aria-current");
    this.current = frame;
    this.items.get(frame.name).setAttribute("aria-current", "true");
    this.#draw(frame);
    const facts = {
      Name: frame.name,
      Picture: `${frame.sourceWidth} × ${frame.sourceHeight} px`,
      "On the page": `${frame.width} × ${frame.height} at ${frame.x}, ${frame.y}`,
      Pivot: `${Number(frame.pivot.x.toFixed(3))}, ${Number(frame.pivot.y.toFixed(3))}`,
    };
    if (frame.animation) facts.Animation = `${frame.animation}, ${frame.duration} ms`;
    const list = document.getElementById("facts");
    list.replaceChildren(
      ...Object.entries(facts).flatMap(([term, fact]) => {
        const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
        dt.textContent = term;
        dd.textContent = dd.title = fact;
        return [dt, dd];
      }),
    );
  }

  reveal(frame) {
    this.items.get(frame.name).scrollIntoView({ block: "nearest" });
  }

  #draw(frame) {
    const { large, ratio, atlas } = this;
    const [width, height] = [large.width / ratio, large.height / ratio];
    const context = large.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    checkers(context, width, height);
    const zoom = fitted(frame, width, height, 16, atlas);
    const left = Math.round((width - frame.sourceWidth * zoom) / 2);
    const top = Math.round((height - frame.sourceHeight * zoom) / 2);
    drawFrame(context, atlas, frame, left, top, zoom);
    context.lineWidth = 1;
    context.strokeStyle = "rgba(255, 255, 255, 0.28)";
    context.strokeRect(left - 0.5, top - 0.5, frame.sourceWidth * zoom + 1, frame.sourceHeight * zoom + 1);
    context.setLineDash([4, 3]);
    context.strokeStyle = ACCENT;
    const [x, y] = [left + frame.offsetX * zoom, top + frame.offsetY * zoom];
    context.strokeRect(x - 0.5, y - 0.5, frame.width * zoom + 1, frame.height * zoom + 1);
    if (frame.borders) this.#borders(context, frame, left, top, zoom);
    context.setLineDash([]);
    cross(context, left + frame.pivot.x * frame.sourceWidth * zoom, top + frame.pivot.y * frame.sourceHeight * zoom, 7);
  }

  #borders(context, frame, left, top, zoom) {
    const { borders } = frame;
    const [wide, tall] = [frame.sourceWidth * zoom, frame.sourceHeight * zoom];
    context.strokeStyle = "#7fd1c7";
    context.beginPath();
    for (const x of [left + borders.left * zoom, left + wide - borders.right * zoom]) {
      context.moveTo(x, top);
      context.lineTo(x, top + tall);
    }
    for (const y of [top + borders.top * zoom, top + tall - borders.bottom * zoom]) {
      context.moveTo(left, y);
      context.lineTo(left + wide, y);
    }
    context.stroke();
  }
}

export function cross(context, x, y, size) {
  for (const [color, width] of [["rgba(0, 0, 0, 0.7)", 3.5], ["#fff", 1.5]]) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - size, y);
    context.lineTo(x + size, y);
    context.moveTo(x, y - size);
    context.lineTo(x, y + size);
    context.stroke();
  }
}
