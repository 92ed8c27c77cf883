/**
 * Leaflet's modules one by one. The package's own entry is one script with everything in it, of which a bundler can
 * drop nothing: a sixth of its bytes (5.5 KB gz) would be kinds of layers that our map does not have.
 */
import 'leaflet/src/control/Control.Attribution.js';
import 'leaflet/src/control/Control.Zoom.js';
import 'leaflet/src/layer/Popup.js';
import 'leaflet/src/layer/vector/Renderer.getRenderer.js';
import 'leaflet/src/map/handler/Map.BoxZoom.js';
import 'leaflet/src/map/handler/Map.DoubleClickZoom.js';
import 'leaflet/src/map/handler/Map.Drag.js';
import 'leaflet/src/map/handler/Map.Keyboard.js';
import 'leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import 'leaflet/src/map/handler/Map.TapHold.js';
import 'leaflet/src/map/handler/Map.TouchZoom.js';

export * as DomUtil from 'leaflet/src/dom/DomUtil.js';
export { Map as LeafletMap } from 'leaflet/src/map/Map.js';
export { Polygon } from 'leaflet/src/layer/vector/Polygon.js';
export { Polyline } from 'leaflet/src/layer/vector/Polyline.js';
export { SVG } from 'leaflet/src/layer/vector/SVG.js';
export { DivIcon } from 'leaflet/src/layer/marker/DivIcon.js';
export { Marker } from 'leaflet/src/layer/marker/Marker.js';
export { LayerGroup } from 'leaflet/src/layer/LayerGroup.js';
export { GridLayer } from 'leaflet/src/layer/tile/GridLayer.js';
export { TileLayer } from 'leaflet/src/layer/tile/TileLayer.js';
export { LatLngBounds } from 'leaflet/src/geo/LatLngBounds.js';
