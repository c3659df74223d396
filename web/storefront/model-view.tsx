import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from '../kit/icon.tsx';
import { vars } from '../kit/print.tsx';
import type { Mesh } from '../shop/mesh.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import type { Labels, ModelScene } from './model-scene.ts';
import './model-view.css';

const STEP = 0.12;

const mayMove = () => !matchMedia('(prefers-reduced-motion: reduce)').matches;

interface ModelViewProps {
  readonly name: string;
  /** Its shape, where the browser has read it. */
  readonly mesh: Mesh | null | undefined;
  /** The shop's picture; nothing while there is none. */
  readonly preview: string | null;
  /** Sides, mm, where they are known. */
  readonly sizeMm: readonly [number, number, number] | undefined;
  /** Millimetres of a unit of the mesh. */
  readonly scale: number;
  readonly colour: string;
  readonly plate: { readonly x: number; readonly y: number } | undefined;
}

/** A model to be turned; where there is no shape or no WebGL, the shop's picture of it. */
export function ModelView(props: ModelViewProps) {
  const p = usePrint();
  const [broken, setBroken] = useState(false);
  const { name, mesh, preview, sizeMm, plate } = props;
  const turnable = mesh && mesh.positions.length > 0 && !broken;
  return (
    <section className="model-view" aria-label={p.view.label}>
      {turnable && sizeMm ? (
        <Turned {...props} mesh={mesh} sizeMm={sizeMm} onBroken={() => setBroken(true)} />
      ) : preview ? (
        <img src={preview} alt={p.view.picture(name)} width={640} height={480} />
      ) : (
        <p className="muted none">
          <Icon name="cube" size="l" />
          {mesh === undefined ? p.view.drawing : p.view.none}
        </p>
      )}
      <div className="legend">
        {turnable && mesh.steepFrom * 9 < mesh.positions.length && (
          <span className="tag">
            <i className="dot" style={vars({ '--c': '#ff5c3d' })} />
            {p.view.overhang}
          </span>
        )}
        {turnable && plate && <span className="tag">{p.view.plate(`${plate.x} × ${plate.y} mm`)}</span>}
        {!turnable && preview && mesh === undefined && <span className="tag">{p.view.still}</span>}
      </div>
    </section>
  );
}

function Turned({
  name,
  mesh,
  sizeMm,
  scale,
  colour,
  plate,
  onBroken,
}: ModelViewProps & {
  mesh: Mesh;
  sizeMm: readonly [number, number, number];
  onBroken: () => void;
}) {
  const p = usePrint();
  const { number } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<ModelScene>(undefined);
  const [labels, setLabels] = useState<Labels>([]);
  const [look, setLook] = useState({ overhangs: true, measures: true, turning: false, cut: 100 });
  const shown = useRef({ ...look, colour });
  shown.current = { ...look, colour };
  const [x, y, z] = sizeMm;
  const [plateX, plateY] = [plate?.x, plate?.y];
  const broken = useRef(onBroken);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let wanted = true;
    const { positions, steepFrom } = mesh;
    const plateSize = plateX && plateY ? { x: plateX, y: plateY } : undefined;
    // The part that draws is fetched when there is something to draw.
    import('./model-scene.ts')
      .then(({ openScene }) => {
        if (!wanted) return;
        const opened = openScene(element, { positions, steepFrom, box: [x, y, z], scale, plate: plateSize }, setLabels);
        scene.current = opened;
        opened.show({ ...shown.current, cut: shown.current.cut / 100 });
      })
      // Without WebGL, and where that part did not come, there is the picture.
      .catch(() => wanted && broken.current());
    return () => {
      wanted = false;
      scene.current?.dispose();
      scene.current = undefined;
    };
  }, [mesh, x, y, z, scale, plateX, plateY]);
  useEffect(() => scene.current?.show({ ...look, colour, cut: look.cut / 100 }), [look, colour]);

  const toggle = (key: 'overhangs' | 'measures' | 'turning') => setLook((now) => ({ ...now, [key]: !now[key] }));
  const tool = (pressed: boolean | undefined, label: string, onClick: () => void, icon: ReactNode, more = '') => (
    <button
      type="button"
      className={`icon ${more}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {icon}
    </button>
  );
  const sizes = [x, y, z].map((side) => p.view.mm(number(Math.round(side * 10) / 10)));
  return (
    <>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={`${p.view.canvas(name)}. ${sizes.join(' × ')}. ${p.view.hint}`}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (event.buttons === 0) return;
          scene.current?.turn(-event.movementX * 0.008, event.movementY * 0.006);
        }}
        onKeyDown={(event) => {
          const act = {
            ArrowLeft: () => scene.current?.turn(-STEP, 0),
            ArrowRight: () => scene.current?.turn(STEP, 0),
            ArrowUp: () => scene.current?.turn(0, STEP),
            ArrowDown: () => scene.current?.turn(0, -STEP),
            '+': () => scene.current?.nearer(1.15),
            '-': () => scene.current?.nearer(1 / 1.15),
          }[event.key];
          if (!act) return;
          event.preventDefault();
          act();
        }}
      />
      {labels.map((label, index) => (
        <span
          key={sizes[index]}
          className="size-tag"
          style={{ transform: `translate(${label.x.toFixed(0)}px, ${label.y.toFixed(0)}px) translate(-50%, -50%)` }}
          aria-hidden="true"
        >
          {sizes[index]}
        </span>
      ))}
      <div className="tools" role="toolbar" aria-label={p.view.tools}>
        {mayMove() && tool(look.turning, p.view.turn, () => toggle('turning'), <Icon name="retry" />)}
        {tool(look.measures, p.view.measures, () => toggle('measures'), <Icon name="ruler" />)}
        {tool(look.overhangs, p.view.overhangs, () => toggle('overhangs'), <Icon name="layers" />)}
        {tool(undefined, '+', () => scene.current?.nearer(1.25), <Icon name="plus" />, 'near')}
        {tool(undefined, '−', () => scene.current?.nearer(0.8), <Icon name="minus" />, 'near')}
        {tool(undefined, p.view.reset, () => scene.current?.reset(), <Icon name="cube" />)}
      </div>
      <label className="slice">
        <span aria-hidden="true">{number(Math.round(z))}</span>
        <input
          type="range"
          min={2}
          max={100}
          value={look.cut}
          aria-label={p.view.layer}
          aria-valuetext={p.view.mm(number(Math.round((z * look.cut) / 10) / 10))}
          onChange={({ target }) => setLook((now) => ({ ...now, cut: target.valueAsNumber }))}
        />
        <span aria-hidden="true">0</span>
      </label>
    </>
  );
}
