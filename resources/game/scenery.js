// What lies behind the sprites: a sky, hills, a meadow, by day and by night. Drawn once for each size and hour.

const DAY = {
  sky: ["#6fa9c9", "#b9d9da", "#fdeccb"],
  disc: { color: "#fff6dc", halo: "255, 232, 178", strength: 0.8, x: 0.74, y: 0.3, radius: 0.045 },
  hills: ["#a9c6c2", "#86ae9e", "#628f78"],
  meadow: ["#7fa767", "#4d7a4c", "#2f5238"],
  blades: ["rgba(182, 208, 120, 0.55)", "rgba(38, 70, 44, 0.45)"],
  mist: "rgba(255, 244, 220, 0.5)",
};
const NIGHT = {
  sky: ["#070b1d", "#141c42", "#43396b"],
  disc: { color: "#e8ecff", halo: "160, 174, 245", strength: 0.34, x: 0.78, y: 0.2, radius: 0.034 },
  hills: ["#2c2f5e", "#20264c", "#171c3a"],
  meadow: ["#1d2a40", "#141e31", "#0b111e"],
  blades: ["rgba(96, 128, 150, 0.35)", "rgba(4, 8, 16, 0.5)"],
  mist: "rgba(110, 110, 180, 0.28)",
};
export const HORIZON = 0.6;

// The same numbers every time, so that the scene stays the same when the window changes.
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function gradient(context, top, bottom, colors) {
  const fill = context.createLinearGradient(0, top, 0, bottom);
  colors.forEach((color, index) => fill.addColorStop(index / (colors.length - 1), color));
  return fill;
}

function sky(context, width, height, hour) {
  context.fillStyle = gradient(context, 0, height * HORIZON, hour.sky);
  context.fillRect(0, 0, width, height);
  if (hour === NIGHT) {
    const roll = dice(7);
    for (let star = 0; star < 170; star += 1) {
      const size = roll() < 0.12 ? 1.5 : 0.8;
      context.globalAlpha = 0.25 + 0.7 * roll();
      context.fillStyle = "#fff";
      context.beginPath();
      context.arc(roll() * width, roll() ** 1.5 * height * HORIZON * 0.85, size, 0, 7);
      context.fill();
    }
    context.globalAlpha = 1;
  }
  const { disc } = hour;
  const [x, y, radius] = [disc.x * width, disc.y * height, disc.radius * Math.min(width, height * 1.4)];
  const halo = context.createRadialGradient(x, y, radius * 0.8, x, y, radius * 9);
  // Falls off as light does, with no rim to be seen.
  for (let stop = 0; stop <= 10; stop += 1) {
    halo.addColorStop(stop / 10, `rgba(${disc.halo}, ${disc.strength * (1 - stop / 10) ** 3})`);
  }
  context.fillStyle = halo;
  context.fillRect(0, 0, width, height);
  context.fillStyle = disc.color;
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fill();
}

function clouds(context, width, height, hour) {
  const roll = dice(31);
  context.fillStyle = hour === DAY ? "rgba(255, 255, 255, 0.3)" : "rgba(96, 108, 180, 0.13)";
  for (let cloud = 0; cloud < 7; cloud += 1) {
    const [x, y] = [roll() * width, (0.06 + roll() * 0.3) * height];
    const size = (0.03 + roll() * 0.03) * height;
    // One path for all puffs, so that none shows through another.
    context.beginPath();
    for (let puff = 0; puff < 9; puff += 1) {
      const radius = size * (0.5 + roll() * 0.7) * (1 - Math.abs(puff - 4) * 0.13);
      const left = x + (puff - 4) * size * 0.85;
      const top = y + roll() * size * 0.2;
      context.moveTo(left + radius * 1.6, top);
      context.ellipse(left, top, radius * 1.6, radius * 0.5, 0, 0, 7);
    }
    context.fill();
  }
}

function hills(context, width, height, hour) {
  hour.hills.forEach((color, layer) => {
    const base = height * (HORIZON - 0.1 + layer * 0.045);
    const swing = height * (0.085 - layer * 0.017);
    const ridge = (x) => {
      const at = (x / height) * (1.6 + layer * 0.9) + layer * 2.3;
      return base - swing * (Math.sin(at) * 0.6 + Math.sin(at * 2.3 + 1) * 0.28 + Math.sin(at * 5.1) * 0.09 + 0.3);
    };
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width + 4; x += 4) context.lineTo(x, ridge(x));
    context.lineTo(width, height);
    context.fill();
    trees(context, width, height, ridge, layer);
    context.fillStyle = gradient(context, base - swing, height * (HORIZON + 0.04), ["rgba(255,255,255,0)", hour.mist]);
    context.fillRect(0, base - swing, width, height);
  });
}

// Small pointed trees in the colour of their hill, in groves.
function trees(context, width, height, ridge, layer) {
  const roll = dice(91 + layer);
  const size = height * (0.014 + layer * 0.009);
  for (let grove = 0; grove < 5 + layer; grove += 1) {
    const middle = roll() * width;
    const count = 4 + Math.floor(roll() * 8);
    for (let tree = 0; tree < count; tree += 1) {
      const x = middle + (roll() - 0.5) * size * 14;
      const tall = size * (0.9 + roll() * 1.3);
      const foot = ridge(x) + size * 0.3;
      context.beginPath();
      context.moveTo(x - tall * 0.27, foot);
      context.quadraticCurveTo(x - tall * 0.1, foot - tall * 0.55, x, foot - tall);
      context.quadraticCurveTo(x + tall * 0.1, foot - tall * 0.55, x + tall * 0.27, foot);
      context.fill();
    }
  }
}

function meadow(context, width, height, hour) {
  const top = height * HORIZON;
  context.fillStyle = gradient(context, top, height, hour.meadow);
  context.beginPath();
  context.moveTo(0, height);
  for (let x = 0; x <= width + 8; x += 8) context.lineTo(x, top + Math.sin((x / height) * 3.1) * height * 0.008);
  context.lineTo(width, height);
  context.fill();
  const roll = dice(5);
  for (let blade = 0; blade < 900; blade += 1) {
    const depth = roll() ** 0.8;
    const [x, y] = [roll() * width, top + height * (0.014 + depth * (1 - HORIZON))];
    const tall = height * (0.004 + depth * 0.015);
    context.strokeStyle = hour.blades[roll() < 0.6 ? 0 : 1];
    context.lineWidth = 0.6 + depth * 1.4;
    context.beginPath();
    context.moveTo(x, y);
    context.quadraticCurveTo(x, y - tall * 0.6, x + (roll() - 0.5) * tall, y - tall);
    context.stroke();
  }
}

export class Scenery {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.drawn = document.createElement("canvas");
    this.known = "";
  }

  draw(width, height, ratio, night, lamp) {
    const { canvas, context, drawn } = this;
    const now = `${width} ${height} ${ratio} ${night}`;
    if (this.known !== now) {
      this.known = now;
      for (const each of [canvas, drawn]) {
        each.width = width * ratio;
        each.height = height * ratio;
      }
      const fresh = drawn.getContext("2d");
      fresh.scale(ratio, ratio);
      const hour = night ? NIGHT : DAY;
      for (const part of [sky, clouds, hills, meadow]) part(fresh, width, height, hour);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = "source-over";
    context.drawImage(drawn, 0, 0);
    if (night) this.#pool(height, ratio, lamp);
  }

  // The lamp's light: a pool on the meadow below it, and a faint glow in the air.
  #pool(height, ratio, lamp) {
    const { context } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#glow("lighter", lamp.x, lamp.y, height * 0.22, 0.3, 1);
    const ground = Math.max(lamp.y, height * (HORIZON + 0.12));
    context.save();
    context.beginPath();
    context.rect(0, height * (HORIZON + 0.004), context.canvas.width, height);
    context.clip();
    this.#glow("overlay", lamp.x, ground, height * 0.75, 0.8, 0.42);
    this.#glow("lighter", lamp.x, ground, height * 0.55, 0.22, 0.42);
    context.restore();
  }

  #glow(mode, x, y, reach, strength, flat) {
    const { context } = this;
    context.save();
    context.translate(x, y);
    context.scale(1, flat);
    const fill = context.createRadialGradient(0, 0, 0, 0, 0, reach);
    for (let stop = 0; stop <= 8; stop += 1) {
      fill.addColorStop(stop / 8, `rgba(255, 178, 96, ${strength * (1 - stop / 8) ** 2})`);
    }
    context.globalCompositeOperation = mode;
    context.fillStyle = fill;
    context.fillRect(-reach, -reach, reach * 2, reach * 2);
    context.restore();
  }
}
