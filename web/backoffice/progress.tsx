import { vars } from '../kit/print.tsx';

/** How far something is that takes a while. In: percent, and what it says; whether its end is not known. */
export const Progress = ({ value, text, live = false }: { value: number; text: string; live?: boolean }) => (
  <div className="progress">
    <div
      className="bar"
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={live ? undefined : value}
      aria-label={text}
    >
      <i style={vars({ '--v': `${value}%` })} />
    </div>
    <p className="small row" role="status">
      {live && <span className="now" />}
      {text}
    </p>
  </div>
);
