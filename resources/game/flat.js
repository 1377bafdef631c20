// Draws frames with a plain 2D canvas, for a browser without WebGL 2: no lamp falls on them.

export class FlatRenderer {
  constructor(canvas, atlas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.atlas = atlas;
  }

  begin(width, height, ratio) {
    const { canvas, context } = this;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.imageSmoothingEnabled = !this.atlas.pixelArt;
    context.imageSmoothingQuality = "high";
  }

  sprite(frame, left, top, width, height, mirrored = false, part = null) {
    const { context } = this;
    const cut = part ?? { x: 0, y: 0, width: frame.width, height: frame.height };
    const picture = this.atlas.pages[frame.page].image;
    context.save();
    context.translate(mirrored ? left + width : left, top);
    context.scale((mirrored ? -1 : 1) * (width / cut.width), height / cut.height);
    if (frame.rotated) {
      const x = frame.x + frame.height - cut.y - cut.height;
      context.translate(0, cut.height);
      context.rotate(-Math.PI / 2);
      context.drawImage(picture, x, frame.y + cut.x, cut.height, cut.width, 0, 0, cut.height, cut.width);
    } else {
      const [x, y] = [frame.x + cut.x, frame.y + cut.y];
      context.drawImage(picture, x, y, cut.width, cut.height, 0, 0, cut.width, cut.height);
    }
    context.restore();
  }

  shadow(x, y, width, height, opacity) {
    const { context } = this;
    context.fillStyle = `rgba(0, 0, 0, ${opacity * 0.6})`;
    context.beginPath();
    context.ellipse(x, y, width / 2.4, height / 2.4, 0, 0, 7);
    context.fill();
  }
}
