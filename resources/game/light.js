// Draws frames with WebGL 2: a lamp and dim light from the sky fall on them, by their normal maps where there are any.

const VERTEX = `#version 300 es
in vec2 corner;
uniform vec2 size;
uniform vec4 place, texels;
uniform bool rotated;
out vec2 uv, at, inside;
void main() {
  at = place.xy + corner * place.zw;
  inside = corner;
  vec2 on = rotated ? vec2(1.0 - corner.y, corner.x) : corner;
  uv = texels.xy + on * texels.zw;
  gl_Position = vec4(at / size * vec2(2, -2) + vec2(-1, 1), 0, 1);
}`;

// Normals are as tangent space has them: x to the right, y up, z to the viewer. They turn with nothing: a frame that lies
// on its side on the page has the normals of its upright picture. Colours come multiplied by alpha.
const FRAGMENT = `#version 300 es
precision highp float;
in vec2 uv, at, inside;
uniform sampler2D colors, normals;
uniform vec3 lamp, glow, ambient;
uniform float reach, opacity, mirrored;
uniform int kind;
uniform bool shaped;
out vec4 result;
void main() {
  if (kind == 1) {
    float away = length(inside * 2.0 - 1.0);
    result = vec4(0, 0, 0, opacity * smoothstep(1.0, 0.15, away));
    return;
  }
  vec4 color = texture(colors, uv);
  vec3 normal = vec3(0, 0, 1);
  if (shaped) {
    normal = texture(normals, uv).xyz * 2.0 - 1.0;
    normal = normalize(normal * vec3(mirrored, 1, 1));
  }
  vec3 ray = vec3(lamp.x - at.x, at.y - lamp.y, lamp.z);
  float fade = pow(max(0.0, 1.0 - length(ray.xy) / reach), 1.6);
  float facing = max(0.0, dot(normal, normalize(ray)));
  float shine = shaped ? pow(facing, 24.0) * 0.25 : 0.0;
  vec3 light = ambient * (1.0 + 0.25 * normal.y) + glow * fade * facing;
  result = vec4(color.rgb * light + color.a * glow * fade * shine, color.a) * opacity;
}`;

function program(gl) {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made));
  return made;
}

function texture(gl, picture, { pixelArt, color }) {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, color);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, pixelArt ? gl.NEAREST : gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, pixelArt ? gl.NEAREST : gl.LINEAR_MIPMAP_LINEAR);
  if (!pixelArt) {
    gl.generateMipmap(gl.TEXTURE_2D);
    // Neighbours on the page lie too near for smaller levels.
    gl.texParameterf(gl.TEXTURE_2D, gl.TEXTURE_MAX_LOD, 2);
  }
  return made;
}

export class LitRenderer {
  constructor(canvas, atlas) {
    const gl = canvas.getContext("webgl2", { premultipliedAlpha: true, antialias: false });
    if (!gl) throw new Error("WebGL 2 is missing");
    this.canvas = canvas;
    this.gl = gl;
    this.program = program(gl);
    gl.useProgram(this.program);
    this.places = new Map();
    this.pages = atlas.pages.map((page) => ({
      width: page.image.width,
      height: page.image.height,
      colors: texture(gl, page.image, { pixelArt: atlas.pixelArt, color: true }),
      normals: page.normal ? texture(gl, page.normal, { pixelArt: atlas.pixelArt, color: false }) : null,
    }));
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
    const corner = gl.getAttribLocation(this.program, "corner");
    gl.enableVertexAttribArray(corner);
    gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.uniform1i(this.at("normals"), 1);
  }

  at(name) {
    if (!this.places.has(name)) this.places.set(name, this.gl.getUniformLocation(this.program, name));
    return this.places.get(name);
  }

  begin(width, height, ratio, light) {
    const { gl, canvas } = this;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform2f(this.at("size"), width, height);
    gl.uniform3f(this.at("lamp"), light.x, light.y, light.z);
    gl.uniform3fv(this.at("glow"), light.glow);
    gl.uniform3fv(this.at("ambient"), light.ambient);
    gl.uniform1f(this.at("reach"), light.reach);
  }

  // Left, top, width and height are those of the frame on the screen; a mirrored one shows its other side.
  sprite(frame, left, top, width, height, mirrored = false, part = null) {
    const { gl } = this;
    const page = this.pages[frame.page];
    const cut = part ?? { x: 0, y: 0, width: frame.width, height: frame.height };
    const [wide, tall] = frame.rotated ? [cut.height, cut.width] : [cut.width, cut.height];
    const x = frame.x + (frame.rotated ? frame.height - cut.y - cut.height : cut.x);
    const y = frame.y + (frame.rotated ? cut.x : cut.y);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, page.colors);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, page.normals ?? page.colors);
    gl.uniform1i(this.at("kind"), 0);
    gl.uniform1i(this.at("shaped"), page.normals ? 1 : 0);
    gl.uniform1i(this.at("rotated"), frame.rotated ? 1 : 0);
    gl.uniform1f(this.at("mirrored"), mirrored ? -1 : 1);
    gl.uniform1f(this.at("opacity"), 1);
    gl.uniform4f(this.at("texels"), x / page.width, y / page.height, wide / page.width, tall / page.height);
    if (mirrored) gl.uniform4f(this.at("place"), left + width, top, -width, height);
    else gl.uniform4f(this.at("place"), left, top, width, height);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  shadow(x, y, width, height, opacity) {
    const { gl } = this;
    gl.uniform1i(this.at("kind"), 1);
    gl.uniform1i(this.at("rotated"), 0);
    gl.uniform1f(this.at("opacity"), opacity);
    gl.uniform4f(this.at("place"), x - width / 2, y - height / 2, width, height);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }
}
