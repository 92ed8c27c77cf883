import type { BrowserTranslate } from '../planner/browser-words.ts';
import type { Qr } from './qr.ts';

/** A QR code as shapes: sharp on any screen and on paper, always dark on light, because readers expect it so. */
export function QrDrawing({ qr, t }: { qr: Qr; t: BrowserTranslate }) {
  return (
    <svg
      className="ta-qr"
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      role="img"
      aria-label={t('takealong:share.qrAlt')}
      shapeRendering="crispEdges"
    >
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
