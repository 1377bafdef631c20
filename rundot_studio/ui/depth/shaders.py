"""The depth views as GLSL: the same arithmetic as :mod:`rundot_studio.relief`, a pixel at a time.

The first row of a frame is the picture's uppermost: textures are filled and frames read back in that order, so nothing
is turned over on the way.
"""

FULL_FRAME = """#version 330 core
const vec2 corners[3] = vec2[3](vec2(-1.0, -1.0), vec2(3.0, -1.0), vec2(-1.0, 3.0));
void main() { gl_Position = vec4(corners[gl_VertexID], 0.0, 1.0); }
"""

FOG = """#version 330 core
uniform sampler2D picture;
uniform sampler2D depth;
uniform vec3 color;
uniform float density;
uniform float start;
out vec4 result;
void main() {
    ivec2 place = ivec2(gl_FragCoord.xy);
    vec4 seen = texelFetch(picture, place, 0);
    vec2 at = floor(gl_FragCoord.xy);
    float dither = fract(52.9829189 * fract(0.06711056 * at.x + 0.00583715 * at.y));
    float near = clamp(floor(texelFetch(depth, place, 0).r * 255.0 + dither), 0.0, 255.0) / 255.0;
    float within = max(1.0 - near - start, 0.0) / max(0.001, 1.0 - start);
    float clear = exp(-density * within);
    result = vec4(seen.rgb * clear + color * (1.0 - clear), seen.a);
}
"""

LIGHT = """#version 330 core
uniform sampler2D picture;
uniform sampler2D geometry;
uniform vec2 size;
uniform vec3 light;
uniform vec3 color;
uniform float reach;
uniform float intensity;
uniform float ambient;
uniform float highlight;
uniform float shininess;
out vec4 result;
void main() {
    vec4 seen = texelFetch(picture, ivec2(gl_FragCoord.xy), 0);
    vec4 surface = texture(geometry, gl_FragCoord.xy / size);
    float longer = max(size.x, size.y);
    vec3 point = vec3(gl_FragCoord.x / longer, -gl_FragCoord.y / longer, surface.w);
    vec3 toward = light - point;
    float distance = sqrt(dot(toward, toward) + 0.0001);
    float cosine = max(dot(surface.xyz, toward) / distance, 0.0);
    float fall_off = 1.0 / (1.0 + distance * distance / (reach * reach));
    vec3 field = sqrt(cosine * fall_off * intensity * color * color + ambient * ambient);
    vec3 shown = seen.rgb * min(field, 4.0);
    if (highlight > 0.0 && cosine > 0.0) {
        float half_length = sqrt(2.0 + 2.0 * toward.z / distance + 0.000001);
        float glint = pow(clamp((cosine + surface.z) / half_length, 0.0, 1.0), shininess);
        shown += glint * fall_off * highlight * min(1.0, intensity) * color;
    }
    result = vec4(min(shown, 1.0), seen.a);
}
"""

LAYER = """#version 330 core
uniform sampler2D layer;
uniform sampler2D depth;
uniform vec2 size;
uniform vec2 shift;
uniform float focus;
uniform float zoom;
out vec4 result;
const float cell = 8.0;
void main() {
    vec2 cells = vec2(textureSize(depth, 0));
    vec2 middle = size / 2.0;
    vec2 place = (gl_FragCoord.xy - middle) / zoom + middle;
    vec2 from = place;
    for (int step = 0; step < 3; ++step) {
        float near = texture(depth, from / cell / cells).r;
        from = place + (near - focus) * shift;
    }
    result = texture(layer, from / size);
}
"""

RELIEF_VERTICES = """#version 330 core
uniform sampler2D grid;
uniform vec2 extent;
uniform float height;
uniform vec3 eye;
uniform vec3 right;
uniform vec3 up;
uniform vec3 forward;
uniform vec2 scale;
out vec2 place;
const ivec2 corners[6] = ivec2[6](ivec2(0, 0), ivec2(0, 1), ivec2(1, 0), ivec2(1, 0), ivec2(0, 1), ivec2(1, 1));
void main() {
    ivec2 last = textureSize(grid, 0) - 1;
    int cell = gl_VertexID / 6;
    ivec2 vertex = ivec2(cell % last.x, cell / last.x) + corners[gl_VertexID % 6];
    place = vec2(vertex) / vec2(last);
    vec3 point = vec3((place.x - 0.5) * extent.x, (0.5 - place.y) * extent.y, texelFetch(grid, vertex, 0).r * height);
    vec3 seen = point - eye;
    float away = dot(seen, forward);
    const float near = 0.01, far = 20.0;
    float behind = ((far + near) * away - 2.0 * far * near) / (far - near);
    gl_Position = vec4(dot(seen, right) * scale.x, -dot(seen, up) * scale.y, behind, away);
}
"""

RELIEF = """#version 330 core
uniform sampler2D picture;
in vec2 place;
out vec4 result;
void main() {
    vec4 seen = texture(picture, place);
    if (seen.a < 0.5) discard;
    result = vec4(seen.rgb, 1.0);
}
"""
