// A small game with an exported atlas: walk, jump, pick things up; at night a lamp follows the pointer.
import { loadAtlas } from "./atlas.js";
import { Scene, laidOut } from "./actors.js";
import { FlatRenderer } from "./flat.js";
import { LitRenderer } from "./light.js";
import { Panel, cross } from "./panel.js";
import { Scenery } from "./scenery.js";

const DAYLIGHT = { glow: [0, 0, 0], ambient: [1, 1, 1] };
const LAMPLIGHT = { glow: [1.5, 1.15, 0.72], ambient: [0.25, 0.28, 0.44] };
const KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "a", "d", "w"]);

class Game {
  constructor(atlas) {
    this.atlas = atlas;
    this.stage = document.getElementById("stage");
    this.scenery = new Scenery(document.getElementById("back"));
    this.over = document.getElementById("over");
    this.renderer = this.#renderer(document.getElementById("sprites"));
    this.sparks = [];
    this.score = 0;
    this.scene = new Scene(atlas, (treasure) => this.#picked(treasure));
    this.panel = new Panel(atlas, (frame) => this.#chosen(frame));
    this.on = { n: atlas.lit, b: false, p: false };
    this.speed = 1;
    this.pointer = null;
    this.pinned = null;
    this.before = 0;
    this.#listen();
    this.#buttons();
    const first = this.scene.player?.frame ?? atlas.frames.values().next().value;
    if (first) this.panel.show(first);
  }

  #renderer(canvas) {
    try {
      return new LitRenderer(canvas, this.atlas);
    } catch {
      // A canvas that was asked for WebGL has no 2D context any more.
      const plain = canvas.cloneNode();
      canvas.replaceWith(plain);
      return new FlatRenderer(plain, this.atlas);
    }
  }

  #listen() {
    addEventListener("keydown", (event) => {
      if (event.target.id === "filter" || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (KEYS.has(key)) {
        this.scene.keys.add(key);
        event.preventDefault();
      } else if (key in this.on && !event.repeat) this.#toggle(key);
    });
    addEventListener("keyup", (event) => {
      this.scene.keys.delete(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    });
    addEventListener("blur", () => this.scene.keys.clear());
    this.stage.addEventListener("pointermove", (event) => {
      const box = this.stage.getBoundingClientRect();
      this.pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
    });
    this.stage.addEventListener("pointerleave", () => (this.pointer = null));
    this.stage.addEventListener("click", (event) => this.#clicked(event));
    document.getElementById("speed").addEventListener("input", (event) => (this.speed = Number(event.target.value)));
  }

  #buttons() {
    for (const button of document.querySelectorAll("#controls button")) {
      button.setAttribute("aria-pressed", this.on[button.dataset.key]);
      button.onclick = () => this.#toggle(button.dataset.key);
    }
  }

  #toggle(key) {
    this.on[key] = !this.on[key];
    this.#buttons();
  }

  #clicked(event) {
    if (event.target.closest("#controls")) return;
    const { x, y } = this.pointer ?? { x: -1, y: -1 };
    const hit = this.#placed().reverse().find((each) => {
      const { left, top, width, height } = laidOut(each, each.actor.mirrored);
      return x >= left && x <= left + width && y >= top && y <= top + height;
    });
    if (hit) {
      this.#chosen(hit.frame);
      this.panel.reveal(hit.frame);
    }
  }

  #chosen(frame) {
    this.pinned = frame.name;
    this.panel.show(frame);
  }

  #picked(treasure) {
    this.score += 1;
    const { clientWidth: width, clientHeight: height } = this.stage;
    const at = this.scene.placed(width, height).find((each) => each.actor === treasure);
    const [x, y] = [treasure.x * width, (at?.foot ?? height / 2) - 10];
    for (let spark = 0; spark < 22; spark += 1) {
      const way = (spark / 22) * Math.PI * 2 + (spark % 3) * 0.2;
      const force = 60 + (spark % 5) * 30;
      this.sparks.push({ x, y, dx: Math.cos(way) * force, dy: Math.sin(way) * force - 60, life: 0.5 + (spark % 4) * 0.12 });
    }
  }

  #placed() {
    return this.scene.placed(this.stage.clientWidth, this.stage.clientHeight);
  }

  // The pointer's place; without one the lamp swings slowly over the meadow.
  #lamp(width, height) {
    if (this.pointer) return { ...this.pointer, z: height * 0.14 };
    const time = this.scene.time * 0.45;
    return { x: width * (0.5 + 0.3 * Math.sin(time + 0.4)), y: height * (0.6 + 0.1 * Math.sin(time * 1.7)), z: height * 0.14 };
  }

  frame(now) {
    const seconds = Math.min(0.05, (now - this.before) / 1000) * this.speed;
    this.before = now;
    if (!this.on.p) this.scene.step(seconds);
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (width === 0 || height === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const night = this.on.n;
    const lamp = this.#lamp(width, height);
    this.scenery.draw(width, height, ratio, night, lamp);
    this.renderer.begin(width, height, ratio, { ...(night ? LAMPLIGHT : DAYLIGHT), ...lamp, reach: height * 0.75 });
    const placed = this.#placed();
    for (const each of placed) this.#shadow(each, height, night);
    for (const each of placed) {
      const { left, top, width: wide, height: tall } = laidOut(each, each.actor.mirrored);
      const snap = this.atlas.pixelArt ? Math.round : (value) => value;
      this.renderer.sprite(each.frame, snap(left), snap(top), wide, tall, each.actor.mirrored);
    }
    this.#overlay(width, height, ratio, placed, seconds, night ? lamp : null);
    if (this.pinned === null && this.scene.player) this.panel.show(this.scene.player.frame);
  }

  #shadow({ actor, frame, zoom, x, ground }, height, night) {
    const lift = Math.max(0, 1 - (actor.height / 0.5));
    const wide = frame.width * zoom * 0.8 * (0.6 + 0.4 * lift);
    this.renderer.shadow(x, ground, wide, Math.max(6, wide * 0.2), (night ? 0.5 : 0.36) * (0.4 + 0.6 * lift));
  }

  #overlay(width, height, ratio, placed, seconds, lamp) {
    const { over } = this;
    if (over.width !== Math.round(width * ratio) || over.height !== Math.round(height * ratio)) {
      over.width = Math.round(width * ratio);
      over.height = Math.round(height * ratio);
    }
    const context = over.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (lamp) this.#flame(context, lamp);
    for (const each of placed) {
      if (this.on.b || this.pinned === each.frame.name) this.#box(context, each);
    }
    this.#sparkle(context, seconds);
    if (this.score) {
      context.font = "600 20px system-ui, sans-serif";
      context.fillStyle = "rgba(18, 20, 28, 0.7)";
      const words = `★ ${this.score}`;
      context.beginPath();
      context.roundRect(16, 16, context.measureText(words).width + 28, 38, 12);
      context.fill();
      context.fillStyle = "#ffd489";
      context.fillText(words, 30, 42);
    }
  }

  #flame(context, { x, y }) {
    const glow = context.createRadialGradient(x, y, 0, x, y, 26);
    glow.addColorStop(0, "rgba(255, 244, 214, 1)");
    glow.addColorStop(0.18, "rgba(255, 206, 130, 0.9)");
    glow.addColorStop(1, "rgba(255, 150, 60, 0)");
    context.fillStyle = glow;
    context.fillRect(x - 26, y - 26, 52, 52);
  }

  #box(context, each) {
    const { left, top, width, height } = laidOut(each, each.actor.mirrored);
    context.strokeStyle = "rgba(255, 180, 84, 0.95)";
    context.lineWidth = 1.25;
    context.strokeRect(left, top, width, height);
    const { frame, zoom } = each;
    cross(context, each.x, top + (frame.pivot.y * frame.sourceHeight - frame.offsetY) * zoom, 6);
  }

  #sparkle(context, seconds) {
    for (const spark of this.sparks) {
      spark.life -= seconds;
      spark.dy += 260 * seconds;
      spark.x += spark.dx * seconds;
      spark.y += spark.dy * seconds;
      context.globalAlpha = Math.max(0, Math.min(1, spark.life * 2));
      context.fillStyle = "#ffe2a0";
      context.beginPath();
      context.arc(spark.x, spark.y, 2.6, 0, 7);
      context.fill();
    }
    context.globalAlpha = 1;
    this.sparks = this.sparks.filter((each) => each.life > 0);
  }
}

try {
  const game = new Game(await loadAtlas());
  const next = (now) => {
    game.frame(now);
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  document.documentElement.dataset.state = "running";
} catch (error) {
  document.getElementById("told").textContent = error.message;
  document.documentElement.dataset.state = "failed";
}
