// Who is in the scene: one who is played, others who wander, things that stand, and things to pick up.
import { HORIZON } from "./scenery.js";

const MOST = 34;
const GRAVITY = 2.6;
const MOVING = /walk|run|idle|move|fly|swim/i;

// Evenly spread numbers between 0 and 1, always the same.
const spread = (index, step = 0.618034) => (0.37 + index * step) % 1;

class Actor {
  constructor(frames, loop) {
    this.frames = frames;
    this.loop = loop;
    this.clock = 0;
    this.x = 0;
    this.depth = 0;
    this.height = 0;
    this.mirrored = false;
    this.gone = 0;
  }

  get frame() {
    const total = this.frames.reduce((sum, each) => sum + each.duration, 0);
    let rest = this.loop ? (this.clock * 1000) % total : Math.min(this.clock * 1000, total - 1);
    for (const each of this.frames) {
      if (rest < each.duration) return each;
      rest -= each.duration;
    }
    return this.frames[0];
  }
}

// Walks to and fro, and rests now and then.
class Wanderer extends Actor {
  constructor(frames, loop, index) {
    super(frames, loop);
    this.pace = 0.06 + 0.05 * spread(index, 0.41);
    this.clock = spread(index) * 3;
  }

  step(seconds, scene) {
    this.clock += seconds;
    this.x += seconds * this.pace * (this.mirrored ? -1 : 1);
    const edge = 0.06 / scene.aspect;
    if (this.x > 1 - edge) this.mirrored = true;
    if (this.x < edge) this.mirrored = false;
  }
}

class Standing extends Actor {
  step(seconds) {
    this.clock += seconds;
  }
}

// Floats, and can be picked up; after a while it is there again.
class Treasure extends Actor {
  constructor(frames, loop, index) {
    super(frames, loop);
    this.clock = spread(index) * 9;
    this.rest = 0.1 + 0.12 * spread(index, 0.29);
  }

  step(seconds, scene) {
    this.clock += seconds;
    this.gone = Math.max(0, this.gone - seconds);
    this.height = this.rest + Math.sin(this.clock * 1.7) * 0.012;
    const { player } = scene;
    if (this.gone || !player || player === this) return;
    const near = Math.abs(player.x - this.x) * scene.aspect < 0.07;
    if (near && Math.abs(player.height + 0.1 - this.height) < 0.16) {
      this.gone = 5;
      scene.picked(this);
    }
  }
}

// Goes where the keys say; left alone, it walks by itself.
class Player extends Actor {
  constructor(frames, loop) {
    super(frames, loop);
    this.fall = 0;
    this.alone = 9;
  }

  step(seconds, scene) {
    const { keys } = scene;
    const wish = (keys.has("ArrowRight") || keys.has("d") ? 1 : 0) - (keys.has("ArrowLeft") || keys.has("a") ? 1 : 0);
    const jump = keys.has("ArrowUp") || keys.has("w");
    this.alone = wish || jump ? 0 : this.alone + seconds;
    let way = wish;
    if (this.alone > 4) {
      if (this.x > 0.8) this.mirrored = true;
      if (this.x < 0.2) this.mirrored = false;
      way = this.mirrored ? -0.45 : 0.45;
      if (this.height === 0 && Math.sin(scene.time * 0.9) > 0.995) this.fall = 0.85;
    }
    if (way) this.mirrored = way < 0;
    this.x = Math.min(0.97, Math.max(0.03, this.x + way * seconds * 0.22));
    if (jump && this.height === 0) this.fall = 0.95;
    this.fall -= GRAVITY * seconds;
    this.height = Math.max(0, this.height + this.fall * seconds);
    if (this.height === 0) this.fall = 0;
    if (way || this.frames.length < 2 || !MOVING.test(this.frames[0].animation) || this.height) this.clock += seconds;
  }
}

export class Scene {
  constructor(atlas, picked) {
    this.atlas = atlas;
    this.picked = picked;
    this.keys = new Set();
    this.time = 0;
    this.aspect = 1.6;
    this.actors = this.#cast();
    this.player = this.actors.find((each) => each instanceof Player);
    this.#place();
  }

  #cast() {
    const { frames, animations } = this.atlas;
    const moving = new Set(animations.flatMap((each) => each.frames));
    const still = [...frames.values()].filter((frame) => !moving.has(frame.name) && frame.width > 1);
    const acts = animations.map((each) => ({ ...each, frames: each.frames.map((name) => frames.get(name)) }));
    acts.sort((a, b) => MOVING.test(b.name) - MOVING.test(a.name));
    const tallest = Math.max(...[...frames.values()].map((frame) => frame.height));
    const isSmall = (frame) => Math.max(frame.width, frame.height) < tallest * 0.34;
    const cast = acts.slice(0, MOST / 2).map((each, index) => {
      if (index === 0) return new Player(each.frames, each.loop);
      return isSmall(each.frames[0]) ? new Treasure(each.frames, true, index) : new Wanderer(each.frames, true, index);
    });
    const plain = still.filter((frame) => !frame.borders).slice(0, MOST - cast.length);
    plain.forEach((frame, index) => {
      if (cast.length === 0) cast.push(new Player([frame], true));
      else cast.push(isSmall(frame) ? new Treasure([frame], true, index) : new Standing([frame], true));
    });
    return cast;
  }

  // Standing ones fill the rows from the back; whoever moves walks between them.
  #place() {
    const others = this.actors.filter((each) => each !== this.player);
    const standing = others.filter((each) => each instanceof Standing);
    const rows = Math.max(1, Math.ceil(standing.length / 6));
    standing.forEach((each, index) => {
      const row = index % rows;
      const inRow = Math.ceil((standing.length - row) / rows);
      const place = Math.floor(index / rows);
      each.x = 0.06 + (0.88 * (place + 0.5 + (row % 2 ? 0.2 : -0.2))) / inRow;
      each.depth = rows === 1 ? 0.12 : 0.02 + (0.42 * row) / (rows - 1);
      each.mirrored = index % 2 === 1;
    });
    others.forEach((each, index) => {
      if (each instanceof Standing) return;
      each.x = 0.08 + 0.84 * spread(index);
      each.depth = each instanceof Treasure ? 0.6 : 0.3 + 0.45 * spread(index, 0.37);
      each.mirrored = index % 2 === 1;
    });
    if (this.player) Object.assign(this.player, { x: 0.42, depth: 0.62 });
  }

  step(seconds) {
    this.time += seconds;
    for (const actor of this.actors) actor.step(seconds, this);
  }

  // From the back to the front, with what each is drawn with: its foot, and how large one of its pixels is.
  placed(width, height) {
    this.aspect = width / height;
    const zoom = this.zoom(width, height);
    return [...this.actors]
      .filter((each) => !each.gone)
      .sort((a, b) => a.depth - b.depth)
      .map((actor) => {
        const near = this.atlas.pixelArt ? 1 : 0.72 + 0.4 * actor.depth;
        const ground = height * (HORIZON + 0.035 + (0.9 - HORIZON) * actor.depth);
        return { actor, frame: actor.frame, zoom: zoom * near, x: actor.x * width, ground, foot: ground - actor.height * height };
      });
  }

  // The tallest takes a good part of the scene, and all together no more than a third; pixel art stays at whole numbers.
  zoom(width, height) {
    const firsts = this.actors.map((each) => each.frames[0]);
    const sizes = firsts.map((frame) => frame.height).sort((a, b) => a - b);
    const typical = sizes[Math.floor(sizes.length * 0.85)] ?? 64;
    const area = firsts.reduce((sum, frame) => sum + frame.width * frame.height, 1);
    const zoom = Math.min((height * 0.27) / typical, Math.sqrt((width * height * 0.33) / area));
    return this.atlas.pixelArt ? Math.max(1, Math.round(zoom)) : Math.min(zoom, 4);
  }
}

// Where the trimmed frame lies on the screen. It stands on its lowest pixels, and turns about its pivot.
export function laidOut({ frame, zoom, x, foot }, mirrored) {
  const width = frame.width * zoom;
  const height = frame.height * zoom;
  const pivot = frame.pivot.x * frame.sourceWidth - frame.offsetX;
  const left = mirrored ? x - (frame.width - pivot) * zoom : x - pivot * zoom;
  const below = frame.pivot.y > 0.75 ? (frame.pivot.y * frame.sourceHeight - frame.offsetY - frame.height) * zoom : 0;
  return { left, top: foot - height - below, width, height };
}
