/** Mean days from new moon to new moon. */
export const synodicMonth = 29.530588861;

const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/**
 * Instant of new moon number k as a Julian date in universal time, k = 0 on 6 January 2000.
 * J. Meeus, "Astronomical Algorithms" (2nd ed.), ch. 49; good to about 20 seconds.
 */
export function newMoonInstant(k: number): number {
  const t = k / 1236.85;
  const e = 1 - 0.002516 * t - 0.0000074 * t * t;
  const m = 2.5534 + 29.1053567 * k - 0.0000014 * t ** 2 - 0.00000011 * t ** 3;
  const p = 201.5643 + 385.81693528 * k + 0.0107582 * t ** 2 + 0.00001238 * t ** 3 - 0.000000058 * t ** 4;
  const f = 160.7108 + 390.67050284 * k - 0.0016118 * t ** 2 - 0.00000227 * t ** 3 + 0.000000011 * t ** 4;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t ** 2 + 0.00000215 * t ** 3;

  const mean = 2451550.09766 + synodicMonth * k + 0.00015437 * t ** 2 - 0.00000015 * t ** 3 + 0.00000000073 * t ** 4;
  const periodic =
    -0.4072 * sin(p) +
    0.17241 * e * sin(m) +
    0.01608 * sin(2 * p) +
    0.01039 * sin(2 * f) +
    0.00739 * e * sin(p - m) -
    0.00514 * e * sin(p + m) +
    0.00208 * e * e * sin(2 * m) -
    0.00111 * sin(p - 2 * f) -
    0.00057 * sin(p + 2 * f) +
    0.00056 * e * sin(2 * p + m) -
    0.00042 * sin(3 * p) +
    0.00042 * e * sin(m + 2 * f) +
    0.00038 * e * sin(m - 2 * f) -
    0.00024 * e * sin(2 * p - m) -
    0.00017 * sin(node) -
    0.00007 * sin(p + 2 * m) +
    0.00004 * sin(2 * p - 2 * f) +
    0.00004 * sin(3 * m) +
    0.00003 * sin(p + m - 2 * f) +
    0.00003 * sin(2 * p + 2 * f) -
    0.00003 * sin(p + m + 2 * f) +
    0.00003 * sin(p - m + 2 * f) -
    0.00002 * sin(p - m - 2 * f) -
    0.00002 * sin(3 * p + m) +
    0.00002 * sin(4 * p);
  const planetary =
    0.000325 * sin(299.77 + 0.107408 * k - 0.009173 * t * t) +
    0.000165 * sin(251.88 + 0.016321 * k) +
    0.000164 * sin(251.83 + 26.651886 * k) +
    0.000126 * sin(349.42 + 36.412478 * k) +
    0.00011 * sin(84.66 + 18.206239 * k) +
    0.000062 * sin(141.74 + 53.303771 * k) +
    0.00006 * sin(207.14 + 2.453732 * k) +
    0.000056 * sin(154.84 + 7.30686 * k) +
    0.000047 * sin(34.52 + 27.261239 * k) +
    0.000042 * sin(207.19 + 0.121824 * k) +
    0.00004 * sin(291.34 + 1.844379 * k) +
    0.000037 * sin(161.72 + 24.198154 * k) +
    0.000035 * sin(239.56 + 25.513099 * k) +
    0.000023 * sin(331.55 + 3.592518 * k);
  return mean + periodic + planetary - deltaT(t);
}

/** Apparent longitude of the sun in degrees, 0–360, at a Julian date in universal time; Meeus ch. 25, good to 0.01°. */
export function sunLongitude(julianDate: number): number {
  const roughT = (julianDate - 2451545) / 36525;
  const t = roughT + deltaT(roughT) / 36525;
  const m = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(m) +
    (0.019993 - 0.000101 * t) * sin(2 * m) +
    0.000289 * sin(3 * m);
  const longitude =
    280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * t);
  return ((longitude % 360) + 360) % 360;
}

/**
 * Dynamical minus universal time in days, t in centuries from 2000. The polynomials are those of
 * F. Espenak and J. Meeus, "Polynomial expressions for Delta T" (NASA, 2006). Beyond today they are
 * a forecast: a new moon within a minute of midnight some decades ahead cannot be known surely.
 */
function deltaT(t: number): number {
  return deltaTSeconds(2000 + 100 * t) / 86_400;
}

function deltaTSeconds(year: number): number {
  const parabola = -20 + 32 * ((year - 1820) / 100) ** 2;
  if (year < 1900 || year >= 2150) return parabola;
  if (year >= 2050) return parabola - 0.5628 * (2150 - year);
  if (year >= 2005) return polynomial(year - 2000, 62.92, 0.32217, 0.005589);
  if (year >= 1986) return polynomial(year - 2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599);
  if (year >= 1961) return polynomial(year - 1975, 45.45, 1.067, -1 / 260, -1 / 718);
  if (year >= 1941) return polynomial(year - 1950, 29.07, 0.407, -1 / 233, 1 / 2547);
  if (year >= 1920) return polynomial(year - 1920, 21.2, 0.84493, -0.0761, 0.0020936);
  return polynomial(year - 1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197);
}

function polynomial(x: number, ...coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
