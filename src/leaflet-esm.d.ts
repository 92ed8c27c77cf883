/** Leaflet's sources, as the map takes them one by one; their types are the package's. */
declare module 'leaflet/src/*';

declare module 'leaflet/src/dom/DomUtil.js' {
  import type { DomUtil } from 'leaflet';
  export const create: typeof DomUtil.create;
  export const setPosition: typeof DomUtil.setPosition;
}

declare module 'leaflet/src/map/Map.js' {
  export { Map } from 'leaflet';
}

declare module 'leaflet/src/layer/vector/Polygon.js' {
  export { Polygon } from 'leaflet';
}

declare module 'leaflet/src/layer/vector/Polyline.js' {
  export { Polyline } from 'leaflet';
}

declare module 'leaflet/src/layer/vector/SVG.js' {
  export { SVG } from 'leaflet';
}

declare module 'leaflet/src/layer/marker/DivIcon.js' {
  export { DivIcon } from 'leaflet';
}

declare module 'leaflet/src/layer/marker/Marker.js' {
  export { Marker } from 'leaflet';
}

declare module 'leaflet/src/layer/LayerGroup.js' {
  export { LayerGroup } from 'leaflet';
}

declare module 'leaflet/src/layer/tile/GridLayer.js' {
  export { GridLayer } from 'leaflet';
}

declare module 'leaflet/src/layer/tile/TileLayer.js' {
  export { TileLayer } from 'leaflet';
}

declare module 'leaflet/src/geo/LatLngBounds.js' {
  export { LatLngBounds } from 'leaflet';
}
