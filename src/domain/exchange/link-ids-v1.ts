/**
 * Entry ids by the number that a link of version 1 names them with. Frozen: these numbers are in links that people
 * have kept. An entry that is not here travels by its id as text; one that has moved since is followed when opened.
 */
// prettier-ignore
export const LINK_IDS_V1: readonly string[] = Object.entries({
  places: [
    'bac-ha', 'bac-me', 'bac-quang', 'bach-dich', 'ban-luoc', 'ban-phung', 'bao-lac', 'bao-lam', 'bao-tang-ha-giang',
    'ben-xe-ha-giang', 'can-chu-phin', 'can-ty', 'cang-bac-me', 'cao-bo', 'cau-xin-cai', 'chieu-lau-thi',
    'chua-sung-khanh', 'coc-pai', 'cong-troi-km17', 'cong-troi-quan-ba', 'cot-co-lung-cu', 'cua-khau-sam-pun',
    'dinh-thu-ho-vuong', 'doc-bac-sum', 'doc-chin-khoanh', 'doc-tham-ma', 'don-cao', 'dong-van', 'du-gia',
    'duong-thuong', 'ha-giang', 'ha-giang-km0', 'ha-noi', 'ho-noong', 'ho-thau', 'hoang-su-phi', 'khau-vai',
    'khe-lia', 'lao-chai-vi-xuyen', 'lo-lo-chai', 'lung-cam', 'lung-cu', 'lung-ho', 'lung-khuy', 'lung-phin',
    'lung-tam', 'lung-tao', 'ly-bon', 'ma-le', 'ma-pi-leng', 'mau-due', 'meo-vac', 'minh-son', 'moc-428', 'na-chi',
    'na-hang', 'na-khe', 'nam-dam', 'nam-dan', 'nam-dich', 'nam-hong', 'nam-khoa', 'nam-ty', 'nga-ba-coc-ma',
    'nga-ba-dong-van', 'nga-ba-ho-noong', 'nga-ba-minh-ngoc', 'nga-ba-nam-dam', 'nga-ba-pho-bang', 'nga-ba-sa-phin',
    'nga-ba-xin-cai', 'nga-ba-yen-minh', 'nghia-thuan', 'nghia-trang-vi-xuyen', 'niem-son', 'noi-bai',
    'nui-doi-quan-ba', 'pa-vi-ha', 'pan-hou', 'pho-bang', 'pho-cao', 'pho-co-dong-van', 'phuong-thien', 'quang-binh',
    'quang-nguyen', 'quyet-tien', 'rung-thong-yen-minh', 'sa-phin', 'sang-pa-a', 'son-vi', 'song-nho-que', 'sung-la',
    'sung-tra', 'suoi-thau', 'ta-lang', 'ta-su-choong', 'tam-son', 'tan-bac', 'tan-quang', 'tay-con-linh',
    'thac-du-gia', 'thac-tien-deo-gio', 'thai-an', 'thanh-thuy', 'then-pa', 'thon-tha', 'thong-nguyen', 'trang-kim',
    'trong-con', 'tu-san', 'tung-ba', 'tung-san', 'tung-vai', 'tuyen-quang', 'vach-da-trang', 'vi-xuyen', 'viet-lam',
    'vinh-tuy', 'xin-cai', 'xin-man', 'yen-minh',
  ],
  events: [
    'bac-ha-market', 'bombax', 'buckwheat', 'buckwheat-festival', 'buckwheat-suoi-thau', 'coc-pai-market',
    'dao-cap-sac', 'dong-van-market', 'dong-van-old-quarter-night', 'du-gia-market', 'flag-rainy', 'gau-tao',
    'hmong-tet', 'hoang-su-phi-market', 'khau-vai-love-market', 'khau-vai-market', 'la-chi-khu-cu-te',
    'lo-lo-ancestor', 'lo-lo-rain', 'long-tong', 'lung-phin-market', 'ma-le-market', 'mau-due-market',
    'meo-vac-market', 'pa-then-fire', 'pa-then-fire-season', 'pho-bang-market', 'pho-cao-market', 'pu-peo-forest',
    'quyet-tien-market', 'sa-phin-market', 'spring-blossom', 'sung-tra-market', 'tam-son-market',
    'terrace-culture-weeks', 'terraces-gold', 'terraces-water', 'vo-mong', 'yen-minh-market',
  ],
  homestays: [
    'dong-van-den-long', 'dong-van-goc-pho', 'du-gia-bo-ruong', 'du-gia-guong-nuoc', 'du-gia-tre-xanh',
    'ha-giang-ben-song', 'ho-thau-che-co', 'hoang-su-phi-nang-vang', 'hoang-su-phi-song-chay', 'lo-lo-chai-bep-lua',
    'lo-lo-chai-chan-thap', 'lo-lo-chai-hang-rao-da', 'lo-lo-chai-hoa-dao', 'lo-lo-chai-trong-dong',
    'lo-lo-chai-tuong-dat', 'lung-cam-hoa-cai', 'lung-cam-san-da', 'meo-vac-bai-bo', 'meo-vac-long-chao',
    'nam-dam-hien-go', 'nam-dam-la-thuoc', 'nam-dam-ong-mat', 'nam-hong-suong-som', 'pa-vi-ha-khen-mong',
    'pa-vi-ha-mai-ngoi', 'tam-son-cong-troi', 'tam-son-nui-doi', 'then-pa-co-may', 'then-pa-cua-so-bac',
    'thon-tha-ao-ca', 'thon-tha-mai-co', 'thong-nguyen-bac-thang', 'yen-minh-rung-thong', 'yen-minh-san-nang',
  ],
}).flatMap(([kind, slugs]) => slugs.map((slug) => `${kind}/${slug}`));
