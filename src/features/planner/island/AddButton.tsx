export function AddButton({
  label,
  onClick,
  id,
  big = false,
  expanded,
}: {
  label: string;
  onClick: () => void;
  id?: string;
  big?: boolean;
  expanded?: boolean;
}) {
  return (
    <button
      type="button"
      {...(id !== undefined && { id })}
      className={`pl-add no-print${big ? ' pl-add-big' : ''}`}
      aria-expanded={expanded}
      onClick={onClick}
    >
      <span aria-hidden="true">＋</span> {label}
    </button>
  );
}
