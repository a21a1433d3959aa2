"use strict";
// Links for sigma: each pair's links side by side; an arrow for what is stated, dashes for what only the lexicon knows,
// dots for what merely stands together.
const DASHES = { fact: 0, background: 1, together: 2 };

const LINE_VERTEX = `
attribute vec2 a_head; attribute vec2 a_tail; attribute vec2 a_radii; attribute float a_width; attribute float a_beside;
attribute float a_dash; attribute float a_strong;
attribute vec4 a_color; attribute vec4 a_id; attribute vec2 a_corner;
uniform mat3 u_matrix; uniform vec2 u_viewport; uniform float u_scale;
varying vec4 v_color; varying vec2 v_point; varying float v_length; varying float v_width; varying float v_dash;
varying float v_arrow;
void main() {
  vec2 from = (u_matrix * vec3(a_head, 1.0)).xy * u_viewport / 2.0, to = (u_matrix * vec3(a_tail, 1.0)).xy * u_viewport / 2.0;
  vec2 along = to - from;
  float whole = length(along);
  along = whole > 0.0 ? along / whole : vec2(1.0, 0.0);
  vec2 aside = vec2(-along.y, along.x);
  vec2 radii = max(a_radii * u_scale, vec2(${LEAST})) + vec2(1.0, 2.0);
  v_length = max(0.0, whole - radii.x - radii.y);
  v_width = a_width;
  v_dash = a_dash;
  v_arrow = clamp(1.0 + 6.0 * u_scale, 2.5, 9.0);
  float reach = max(a_width / 2.0, 4.0) + 1.5;
  v_point = vec2(a_corner.x * v_length, a_corner.y * reach);
  vec2 place = from + along * (radii.x + v_point.x) + aside * (a_beside * min(1.0, 0.5 + u_scale) + v_point.y);
  gl_Position = vec4(place * 2.0 / u_viewport, 0.0, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  v_color.a *= a_strong > 0.5 ? 1.0 : clamp(0.2 + 1.1 * u_scale, 0.35, 1.0); // thousands of links are a haze, not a cloth
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_point; varying float v_length; varying float v_width; varying float v_dash;
varying float v_arrow;
void main() {
  float side = abs(v_point.y);
  #ifdef PICKING_MODE
  if (side > max(v_width / 2.0, 4.0)) discard;
  gl_FragColor = v_color;
  #else
  float rest = v_length - v_point.x, head = v_dash < 1.5 ? min(v_arrow, v_length * 0.6) : 0.0;
  float line = 1.0 - smoothstep(v_width / 2.0 - 0.5, v_width / 2.0 + 0.5, side);
  if (v_dash > 1.5) line *= step(mod(v_point.x, 5.0), 2.0);
  else if (v_dash > 0.5) line *= step(mod(v_point.x, 9.0), 5.5);
  if (rest < head) line = 1.0 - smoothstep(-0.5, 0.5, side - rest * 0.42);
  if (line <= 0.0) discard;
  gl_FragColor = vec4(v_color.rgb * line * v_color.a, line * v_color.a);
  #endif
}`;

function makeLineProgram() {
  const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
  const numbers = [
    ["a_head", 2],
    ["a_tail", 2],
    ["a_radii", 2],
    ["a_width", 1],
    ["a_beside", 1],
    ["a_dash", 1],
    ["a_strong", 1],
  ];
  return class extends vendored.EdgeProgram {
    getDefinition() {
      return {
        VERTICES: 6,
        METHOD: TRIANGLES,
        VERTEX_SHADER_SOURCE: LINE_VERTEX,
        FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
        UNIFORMS: ["u_matrix", "u_viewport", "u_scale"],
        ATTRIBUTES: [
          ...numbers.map(([name, size]) => ({ name, size, type: FLOAT })),
          ...["a_color", "a_id"].map((name) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true })),
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [
          [0, -1],
          [1, -1],
          [0, 1],
          [0, 1],
          [1, -1],
          [1, 1],
        ],
      };
    }

    processVisibleItem(id, start, head, tail, data) {
      const { x, y, size } = head;
      this.array.set(
        [x, y, tail.x, tail.y, size, tail.size, data.size, data.beside, data.dash, data.strong, packColour(data.color), id],
        start,
      );
    }

    setUniforms(params, { gl, uniformLocations: at }) {
      gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
      gl.uniform2f(at.u_viewport, params.width, params.height);
      gl.uniform1f(at.u_scale, 1 / params.sizeRatio);
    }
  };
}

// Four bytes as one number, as the programs' arrays hold colours. The lowest bit of the last byte is left out, else it may be no number.
const packed = new Uint8Array(4),
  packedAsNumber = new Float32Array(packed.buffer);
function packColour([red, green, blue]) {
  packed.set([red, green, blue, 254]);
  return packedAsNumber[0];
}
