import { useState } from 'react';
import { Icon } from './icon.tsx';
import { chosenTheme, THEMES, type Theme, wearTheme } from './theme.ts';

/** Which language the pages speak. In: the languages by their codes, each named in itself. */
export function LanguagePick<Code extends string>({
  label,
  names,
  chosen,
  onChoose,
  className = '',
}: {
  label: string;
  names: Readonly<Record<Code, string>>;
  chosen: Code;
  onChoose: (code: Code) => void;
  className?: string;
}) {
  return (
    <label className={`pick ${className}`}>
      <Icon name="globe" size="s" />
      <span className="sr">{label}</span>
      <select value={chosen} onChange={({ target }) => onChoose(target.value as Code)}>
        {Object.entries<string>(names).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The theme that is worn; a press wears the next one. */
export function ThemePick({ names, className }: { names: Readonly<Record<Theme, string>>; className?: string }) {
  const [theme, setTheme] = useState(chosenTheme);
  const wearNext = () => {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
    wearTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" className={className} onClick={wearNext}>
      {names[theme]}
    </button>
  );
}
