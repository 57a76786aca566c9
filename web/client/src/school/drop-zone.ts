/** Takes files that are dropped anywhere on the page, or chosen in the zone's own field. */
export function takeFiles(zone: HTMLElement, chosen: (files: File[]) => void): void {
  const input = zone.querySelector<HTMLInputElement>('input[type=file]')!;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    chosen(files);
  });
  const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  let inside = 0;
  const mark = (change: number) => {
    inside = Math.max(0, inside + change);
    zone.classList.toggle('over', inside > 0);
  };
  document.addEventListener('dragenter', (event) => isFiles(event) && mark(1));
  document.addEventListener('dragleave', (event) => isFiles(event) && mark(-1));
  document.addEventListener('dragover', (event) => isFiles(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    if (isFiles(event)) {
      event.preventDefault();
      mark(-inside);
      chosen([...event.dataTransfer!.files]);
    }
  });
}
