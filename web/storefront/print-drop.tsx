import { useEffect, useRef, useState } from 'react';
import { Icon } from '../kit/icon.tsx';
import { usePrint } from '../words/print.ts';

const ACCEPTED = '.stl,.obj,.3mf,model/stl,model/obj,model/3mf';

/** The button that opens the file dialog of the system. */
export function FileButton({
  className,
  label,
  onFiles,
}: {
  className: string;
  label: string;
  onFiles: (files: readonly File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        <Icon name="upload" size="s" />
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}

/** Files that are dropped anywhere on the page are taken. Out: whether some are held over it right now. */
export function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const taken = useRef(onFiles);
  taken.current = onFiles;
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const hold = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      taken.current([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', hold);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', hold);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  return over;
}

/** Says what letting go does, while files are held over the page. */
export function DropCurtain({ over }: { over: boolean }) {
  const p = usePrint();
  if (!over) return null;
  return (
    <div className="drop-curtain" aria-hidden="true">
      <p>
        <Icon name="upload" size="l" />
        {p.drop.now}
      </p>
    </div>
  );
}
