/** Draws a model on its build plate. It is drawn when something has changed, and at no other time. */
import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  DoubleSide,
  EdgesGeometry,
  GridHelper,
  Group,
  HemisphereLight,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshStandardMaterial,
  PCFShadowMap,
  PerspectiveCamera,
  Plane,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three';

interface SceneInput {
  readonly positions: Float32Array<ArrayBuffer>;
  /** The first triangle that overhangs; from there on they are marked. */
  readonly steepFrom: number;
  /** Sides, mm. */
  readonly box: readonly [number, number, number];
  /** Millimetres of a unit of the positions. */
  readonly scale: number;
  /** Of the machine, mm; nothing while no machine is known. */
  readonly plate: { readonly x: number; readonly y: number } | undefined;
}

/** Where a dimension is written, in pixels from the upper left. */
export type Labels = readonly { readonly x: number; readonly y: number }[];

export interface ModelScene {
  show(look: Look): void;
  turn(around: number, up: number): void;
  nearer(factor: number): void;
  reset(): void;
  dispose(): void;
}

export interface Look {
  readonly colour: string;
  readonly overhangs: boolean;
  readonly measures: boolean;
  readonly turning: boolean;
  /** Part of the height that is shown, 1 for all of it. */
  readonly cut: number;
}

const HOT = '#ff5c3d';
const START = { around: -0.9, up: 0.42 } as const;
const STEEPEST = 1.45;
const TURN_RADIANS_PER_MS = 0.0004;

/**
 * In: where to draw, the model, what is told whenever the labels of width, depth and height have moved. Throws where the browser
 * has no WebGL. Whoever opens it disposes of it.
 */
export function openScene(
  canvas: HTMLCanvasElement,
  input: SceneInput,
  onLabels: (labels: Labels) => void,
): ModelScene {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  renderer.setPixelRatio(Math.min(2, devicePixelRatio));
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  renderer.localClippingEnabled = true;
  const scene = new Scene();
  const camera = new PerspectiveCamera(32, 1, 0.1, 10_000);
  camera.up.set(0, 0, 1);
  const [width, depth, height] = input.box;
  const radius = Math.hypot(width, depth, height) / 2;

  const cutter = new Plane(new Vector3(0, 0, -1), height);
  const part = new MeshStandardMaterial({
    roughness: 0.62,
    side: DoubleSide,
    clippingPlanes: [cutter],
    clipShadows: true,
  });
  const steep = part.clone();
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(input.positions, 3));
  geometry.computeVertexNormals();
  const corners = input.positions.length / 3;
  geometry.addGroup(0, input.steepFrom * 3, 0);
  geometry.addGroup(input.steepFrom * 3, corners - input.steepFrom * 3, 1);
  const model = new Mesh(geometry, [part, steep]);
  model.scale.setScalar(input.scale);
  model.castShadow = true;
  model.receiveShadow = true;
  scene.add(model);

  const ground = plateOf(input, Math.max(width, depth));
  scene.add(ground);
  const edges = new LineSegments(
    new EdgesGeometry(new BoxGeometry(width, depth, height).translate(0, 0, height / 2)),
    new LineBasicMaterial({ color: '#6b777c', transparent: true, opacity: 0.55 }),
  );
  scene.add(edges);

  scene.add(new HemisphereLight('#ffffff', '#8a969b', 1.5));
  const sun = new DirectionalLight('#ffffff', 2.4);
  sun.position.set(-radius * 2.2, -radius * 2.6, radius * 4 + height);
  sun.castShadow = true;
  sun.shadow.mapSize.set(1024, 1024);
  sun.shadow.radius = 4;
  const reach = radius * 1.6;
  Object.assign(sun.shadow.camera, {
    left: -reach,
    right: reach,
    top: reach,
    bottom: -reach,
    near: 0.1,
    far: radius * 14,
  });
  sun.shadow.normalBias = radius * 0.02;
  scene.add(sun);

  const middle = new Vector3(0, 0, height * 0.46);
  let around: number = START.around;
  let up: number = START.up;
  let distance = 1;
  let look: Look = { colour: '#f2573f', overhangs: true, measures: true, turning: false, cut: 1 };
  let frame = 0;
  let last = 0;

  const draw = (now: number) => {
    frame = 0;
    if (look.turning) {
      around += last ? (now - last) * TURN_RADIANS_PER_MS : 0;
      last = now;
      later();
    } else last = 0;
    const far = distance * (radius / Math.sin((camera.fov * Math.PI) / 360)) * 1.4;
    camera.position.set(
      middle.x + far * Math.cos(up) * Math.cos(around),
      middle.y + far * Math.cos(up) * Math.sin(around),
      middle.z + far * Math.sin(up),
    );
    camera.lookAt(middle);
    camera.near = far / 100;
    camera.far = far * 30;
    camera.updateProjectionMatrix();
    renderer.render(scene, camera);
    onLabels(look.measures ? labels() : []);
  };
  const later = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const seen = (x: number, y: number, z: number) => {
    const point = new Vector3(x, y, z).project(camera);
    return { x: ((point.x + 1) / 2) * canvas.clientWidth, y: ((1 - point.y) / 2) * canvas.clientHeight };
  };
  /** Width and depth stand at the lower edges that face the eye, the height at the edge that is farthest to the right. */
  const labels = (): Labels => {
    const [x, y] = [(Math.cos(around) < 0 ? -width : width) / 2, (Math.sin(around) < 0 ? -depth : depth) / 2];
    const uprights = [seen(-x, y, height * 0.8), seen(x, -y, height * 0.8)];
    return [seen(0, y, 0), seen(x, 0, 0), ...uprights.toSorted((a, b) => b.x - a.x).slice(0, 1)];
  };
  const resize = () => {
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    renderer.setSize(clientWidth, clientHeight, false);
    camera.aspect = clientWidth / clientHeight;
    later();
  };
  const observer = new ResizeObserver(resize);
  observer.observe(canvas);
  resize();

  return {
    show(next) {
      look = next;
      part.color = new Color(next.colour);
      steep.color = new Color(next.overhangs ? HOT : next.colour);
      edges.visible = next.measures;
      cutter.constant = next.cut >= 1 ? height * 2 : height * next.cut;
      later();
    },
    turn(byAround, byUp) {
      around += byAround;
      up = Math.min(STEEPEST, Math.max(-0.35, up + byUp));
      later();
    },
    nearer(factor) {
      distance = Math.min(4, Math.max(0.25, distance / factor));
      later();
    },
    reset() {
      [around, up, distance] = [START.around, START.up, 1];
      later();
    },
    dispose() {
      cancelAnimationFrame(frame);
      observer.disconnect();
      scene.traverse((thing) => {
        if (thing instanceof Mesh || thing instanceof LineSegments) (thing as Mesh).geometry.dispose();
      });
      for (const material of [part, steep, edges.material]) material.dispose();
      renderer.dispose();
    },
  };
}

/** The plate of the machine with a line every centimetre, or of ten, as its size asks. In: the longer side of the model, for a plate that nobody knows. */
function plateOf({ plate }: SceneInput, longest: number): Group {
  const [x, y] = plate ? [plate.x, plate.y] : [longest * 1.6, longest * 1.6];
  const thick = Math.max(x, y) * 0.018;
  const slab = new Mesh(
    new BoxGeometry(x, y, thick).translate(0, 0, -thick / 2 - 0.01),
    new MeshStandardMaterial({ color: '#3d464a', roughness: 0.9 }),
  );
  slab.receiveShadow = true;
  const step = Math.max(x, y) > 600 ? 100 : 10;
  const lines = new GridHelper(Math.min(x, y), Math.max(4, Math.round(Math.min(x, y) / step)), '#8d999e', '#69757a');
  lines.rotation.x = Math.PI / 2;
  const group = new Group();
  group.add(slab, lines);
  return group;
}
