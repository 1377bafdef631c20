// Reads an exported atlas: TexturePacker's JSON as a hash, its pages, and maps of the same pages if there are any.

async function fetched(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name} can't be loaded (${answer.status}).`);
  return answer;
}

async function image(name) {
  const picture = new Image();
  picture.src = name;
  await picture.decode();
  return picture;
}

function frameOf(name, entry, page, scale) {
  return {
    name,
    page,
    x: entry.frame.x,
    y: entry.frame.y,
    width: entry.frame.w,
    height: entry.frame.h,
    rotated: Boolean(entry.rotated),
    offsetX: entry.spriteSourceSize.x,
    offsetY: entry.spriteSourceSize.y,
    sourceWidth: entry.sourceSize.w,
    sourceHeight: entry.sourceSize.h,
    pivot: entry.pivot ?? entry.anchor ?? { x: 0.5, y: 0.5 },
    scale,
    borders: null,
    duration: 100,
  };
}

// walk_0, walk_1, walk_2 are one animation, for an atlas that comes without a scene.
function groupedByNumber(names) {
  const groups = new Map();
  for (const name of names) {
    const match = /^(.*?)[\s_\-./(#]*(\d+)\)?$/.exec(name);
    if (!match) continue;
    const group = groups.get(match[1]) ?? [];
    group.push([Number(match[2]), name]);
    groups.set(match[1], group);
  }
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .map(([name, group]) => ({
      name: name || "frames",
      frames: group.sort((a, b) => a[0] - b[0]).map(([, frame]) => frame),
      loop: true,
    }));
}

async function sceneFile() {
  const answer = await fetch("scene.json");
  return answer.ok ? answer.json() : {};
}

export async function loadAtlas() {
  const scene = await sceneFile();
  const pages = [];
  const frames = new Map();
  for (const file of scene.atlases ?? ["atlas.json"]) {
    const description = await (await fetched(file)).json();
    const { image: picture, scale } = description.meta;
    const number = pages.length;
    const normal = scene.maps?.normal && picture.replace(/\.[^.]+$/, `${scene.maps.normal}.png`);
    pages.push({ image: await image(picture), normal: normal ? await image(normal) : null });
    for (const [name, entry] of Object.entries(description.frames)) {
      frames.set(name, frameOf(name, entry, number, Number(scale ?? 1)));
    }
  }
  for (const [name, sides] of Object.entries(scene.borders ?? {})) {
    if (frames.has(name)) frames.get(name).borders = sides;
  }
  const animations = scene.animations ?? groupedByNumber(frames.keys());
  for (const each of animations) {
    each.frames.forEach((name, index) => {
      frames.get(name).duration = each.durations?.[index] ?? 100;
      frames.get(name).animation = each.name;
    });
  }
  return {
    title: scene.title || "Sprites",
    pages,
    frames,
    animations,
    pixelArt: Boolean(scene.pixelArt),
    lit: pages.some((page) => page.normal),
  };
}

// A frame as its own picture was, laid into a 2D context at its untrimmed left and top.
export function drawFrame(context, atlas, frame, left, top, zoom) {
  const picture = atlas.pages[frame.page].image;
  const x = left + frame.offsetX * zoom;
  const y = top + frame.offsetY * zoom;
  const { width, height } = frame;
  context.imageSmoothingEnabled = !atlas.pixelArt;
  context.imageSmoothingQuality = "high";
  if (!frame.rotated) {
    context.drawImage(picture, frame.x, frame.y, width, height, x, y, width * zoom, height * zoom);
    return;
  }
  context.save();
  context.translate(x, y + height * zoom);
  context.rotate(-Math.PI / 2);
  context.drawImage(picture, frame.x, frame.y, height, width, 0, 0, height * zoom, width * zoom);
  context.restore();
}
