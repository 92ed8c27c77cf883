import { parseTrip } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';

function read(fields: Record<string, unknown>): Trip {
  const parsed = parseTrip({ version: 1, ...fields });
  if (!parsed.ok || parsed.repairs.length > 0) throw new Error('the sample is not a clean trip');
  return parsed.trip;
}

const stops = (text: string) => text.split(' ').map((slug) => ({ at: slug.includes('/') ? slug : `places/${slug}`, locked: false, note: '' })); // prettier-ignore

/** Thirty stops with minutes, notes, pins and beds here and there: a trip as people really send it. */
export const fiveDays: Trip = read({
  id: 'sample-5',
  name: 'Vòng Hà Giang với Anna & Tuấn',
  date: '2027-03-12',
  days: [
    'ha-giang cong-troi-quan-ba nui-doi-quan-ba lung-tam yen-minh pho-cao',
    'sung-la lung-cam dinh-thu-ho-vuong cot-co-lung-cu lo-lo-chai dong-van',
    'pho-co-dong-van ma-pi-leng song-nho-que tu-san meo-vac khau-vai',
    'mau-due du-gia thac-du-gia duong-thuong lung-ho nga-ba-minh-ngoc',
    'bac-me thon-tha nam-dam hoang-su-phi ha-giang tam-son',
  ].map((line, i) => ({
    stops: stops(line).map((stop, j) => ({ ...stop, ...(j === 2 && { minutes: 45 + i * 5, note: 'Trà ở quán cô Mỷ, hỏi trước' }), ...(j === 3 && { locked: true }) })), // prettier-ignore
    bed: { at: ['places/yen-minh', 'places/dong-van', 'places/meo-vac', 'places/du-gia', 'places/ha-giang'][i], vnd: 250000, booked: i < 2, note: '' }, // prettier-ignore
    note: i === 0 ? 'Xe lấy lúc 8 giờ, kiểm tra phanh' : '',
  })),
});

export const richTrip: Trip = read({
  id: 'rich',
  name: 'Markt & Nebel <3 "Đồng Văn"',
  date: '2027-01-09',
  start: { at: 'places/ha-giang', hour: 270, arrival: 'night-bus' },
  end: { at: 'places/ha-giang', by: 1200, departure: 'bus' },
  dayStart: 450,
  vehicle: 'easy-rider',
  party: { adults: 2, children: [7, 11] },
  days: [
    {
      stops: [
        { at: 'places/cong-troi-quan-ba', locked: false, note: '' },
        {
          at: { lat: 23.06123, lng: 105.00456, name: 'Quán trà' },
          minutes: 25,
          locked: true,
          note: 'a, b; c\nzweite Zeile',
        },
      ],
      bed: { at: 'places/dong-van', booked: true, note: 'ask for blankets' },
      note: '',
    },
    {
      stops: [
        { at: 'events/dong-van-market', minutes: 120, locked: true, note: '' },
        { at: 'places/ma-pi-leng', departs: 900, locked: false, note: '' },
      ],
      start: 390,
      note: 'früh los',
    },
  ],
  lists: { packing: [{ text: 'Regenjacke', done: true }], todo: [] },
  costs: [{ text: 'Benzin', vnd: 300000, per: 'trip' }],
});
