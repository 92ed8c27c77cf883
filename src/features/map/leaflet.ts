/**
 * Leaflet's modules by name, so that the bundler drops what the map does not use. The package's own entry
 * is one script with everything in it.
 */
export {
  CircleMarker, DivIcon, GeoJSON, GridLayer, LatLng, LatLngBounds, LayerGroup, Map as LeafletMap, Marker, Point, Polygon, Polyline,
  Popup, TileLayer, Control, DomUtil, SVG,
} from 'leaflet/dist/leaflet-src.esm.js'; // prettier-ignore
