"use strict";
// Nodes for sigma: the shapes of the printed drawing (circle, square, diamond …), so that a type is told by more than colour.
const CORNERS = {
  Organization: [45, 135, 225, 315],
  Event: [0, 90, 180, 270],
  Person: [0, 120, 240],
  Place: [60, 180, 300],
  Treaty: [30, 90, 150, 210, 270, 330],
  Resolution: [0, 72, 144, 216, 288],
  Instrument: [52, 128, 232, 308],
  Entity: [20, 65, 110, 155, 200, 245, 290, 335],
};
const SHAPE_NAMES = ["Country", ...Object.keys(CORNERS)];
// CSS pixels for a node of this size: one far away is still seen, but smaller, so that many leave room between them.
const LEAST = "clamp(1.2 + 3.6 * u_scale, 1.6, 3.0)";
const radiusOf = (size, scale) => Math.max(size * scale, Math.min(3, Math.max(1.6, 1.2 + 3.6 * scale)));

// The distance of a point from the shape's rim, in radii; the shape is where it is negative.
function writeDistance() {
  const cases = Object.values(CORNERS).map((corners, place) => {
    const sides = corners.map((corner, side) => {
      const next = corners[(side + 1) % corners.length] + (side + 1 === corners.length ? 360 : 0);
      const middle = ((corner + next) / 2) * (Math.PI / 180),
        inside = 1.15 * Math.cos(((next - corner) / 2) * (Math.PI / 180));
      return `dot(p, vec2(${Math.sin(middle).toFixed(5)}, ${Math.cos(middle).toFixed(5)})) - ${inside.toFixed(5)}`;
    });
    return `if (shape < ${place + 1}.5) return ${sides.reduce((deepest, side) => `max(${deepest}, ${side})`)};`;
  });
  return `float rim(vec2 p, float shape) { if (shape < 0.5) return length(p) - 1.0; ${cases.join(" ")} return 1.0; }`;
}

const SHAPE_VERTEX = `
attribute vec2 a_position; attribute float a_size; attribute float a_shape;
attribute vec4 a_color; attribute vec4 a_id; attribute vec2 a_corner;
uniform mat3 u_matrix; uniform vec2 u_viewport; uniform float u_scale;
varying vec4 v_color; varying vec2 v_point; varying float v_radius; varying float v_shape;
void main() {
  v_radius = max(a_size * u_scale, ${LEAST});
  v_point = a_corner * (1.15 + 3.0 / v_radius);
  v_shape = a_shape;
  vec2 middle = (u_matrix * vec3(a_position, 1.0)).xy;
  gl_Position = vec4(middle + v_point * v_radius * 2.0 / u_viewport, 0.0, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const SHAPE_FRAGMENT = () => `
precision highp float;
varying vec4 v_color; varying vec2 v_point; varying float v_radius; varying float v_shape;
uniform vec3 u_paper;
${writeDistance()}
void main() {
  float outside = rim(v_point, v_shape) * v_radius;
  #ifdef PICKING_MODE
  if (outside > 2.0) discard;
  gl_FragColor = v_color;
  #else
  float edge = 1.0 - smoothstep(-0.5, 0.5, outside - 1.0);
  float fill = 1.0 - smoothstep(-0.5, 0.5, outside);
  if (edge <= 0.0) discard;
  gl_FragColor = vec4(mix(u_paper, v_color.rgb, fill), 1.0) * edge * v_color.a; // what is hidden has no colour at all
  #endif
}`;

function makeShapeProgram(paper) {
  const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
  return class extends vendored.NodeProgram {
    getDefinition() {
      return {
        VERTICES: 6,
        METHOD: TRIANGLES,
        VERTEX_SHADER_SOURCE: SHAPE_VERTEX,
        FRAGMENT_SHADER_SOURCE: SHAPE_FRAGMENT(),
        UNIFORMS: ["u_matrix", "u_viewport", "u_scale", "u_paper"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [
          [-1, -1],
          [1, -1],
          [-1, 1],
          [-1, 1],
          [1, -1],
          [1, 1],
        ],
      };
    }

    processVisibleItem(id, start, data) {
      this.array.set([data.x, data.y, data.size, data.shape, packColour(data.color), id], start);
    }

    setUniforms(params, { gl, uniformLocations: at }) {
      gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
      gl.uniform2f(at.u_viewport, params.width, params.height);
      gl.uniform1f(at.u_scale, 1 / params.sizeRatio);
      gl.uniform3fv(
        at.u_paper,
        paper().map((part) => part / 255),
      );
    }
  };
}
