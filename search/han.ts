/**
 * Traditional characters that travellers from Taiwan and Hong Kong type, each followed by its simplified form.
 * Only one-to-one pairs that occur in names of places, kinds, weather, roads and services here.
 */
const PAIRS =
  '東东馬马龍龙溝沟關关門门國国區区縣县鎮镇鄉乡莊庄灣湾島岛嶺岭陽阳陰阴雲云風风電电車车輛辆機机場场館馆園园廟庙橋桥樓楼臺台壩坝' +
  '黃黄樹树葉叶華华蘭兰蘇苏萬万義义爾尔羅罗蕎荞麥麦穀谷糧粮飯饭麵面湯汤雞鸡魚鱼鴨鸭豬猪羅罗藍蓝紅红綠绿銀银錢钱貨货幣币' +
  '換换費费價价買买賣卖開开閉闭時时間间週周點点歷历舊旧節节慶庆會会廣广極极觀观覽览遊游導导嚮向帶带營营騎骑駕驾駛驶證证' +
  '許许簽签護护醫医藥药難难險险災灾滑滑塌塌霧雾凍冻熱热溫温氣气濕湿季季紀纪產产業业農农業业織织繡绣錦锦銅铜鐵铁鼓鼓' +
  '語语話话說说請请問问題题見见視视聽听讀读寫写網网絡络訊讯號号碼码線线線线頭头頂顶邊边際际內内層层條条處处從从這这' +
  '個个們们為为與与應应該该無无沒没還还過过進进遠远達达運运連连選选適适還还長长張张強强彎弯徑径復复徵征總总結结緊紧' +
  '線线綫线級级組组細细終终統统經经續续維维緣缘縱纵紗纱純纯給给絲丝紙纸練练羣群聖圣職职聯联腳脚臉脸舉举艙舱船船艇艇' +
  '莖茎蓮莲薩萨蟲虫蠟蜡裝装製制複复規规親亲覺觉記记設设計计詢询試试詩诗誰谁調调論论識识譯译議议貝贝負负貴贵貼贴賓宾' +
  '質质贈赠贊赞趕赶跡迹踐践軌轨軟软載载輕轻輪轮轉转辦办農农郵邮鄰邻鄭郑針针釣钓鈴铃鋪铺錯错鍋锅鐘钟鑽钻閒闲陸陆隊队' +
  '階阶隨随雙双雜杂離离雖虽靈灵靜静頁页項项順顺須须預预領领頻频題题額额顏颜願愿類类飛飞飲饮館馆駐驻騰腾驗验驚惊體体' +
  '鬆松魯鲁鮮鲜鳥鸟鳳凤鳴鸣鷹鹰鹽盐麗丽齊齐齒齿龜龟壯壮壽寿夢梦奪夺孫孙學学實实審审寬宽寶宝將将專专尋寻對对屆届屬属' +
  '岡冈峽峡嶼屿巖岩幹干幾几庫库廠厂廳厅彌弥彙汇後后徹彻態态慣惯懷怀戀恋戰战戲戏戶户拋抛捨舍掃扫揀拣揚扬損损撥拨據据' +
  '擇择擊击擋挡擔担擬拟擴扩攝摄敘叙數数斷断於于旅旅昇升晝昼暈晕暢畅曆历書书東东條条極极樂乐樣样標标橫横檢检櫃柜歡欢' +
  '歲岁歸归殘残殺杀氈毡決决況况淚泪淨净淺浅減减測测渾浑湧涌滅灭滿满漁渔漢汉潔洁澤泽濟济瀑瀑灘滩煙烟煩烦燈灯燒烧營营' +
  '爐炉爭争獨独獲获環环現现瑪玛瓊琼畝亩畢毕畫画異异當当療疗盜盗盡尽監监盤盘眾众睏困矯矫碩硕確确禮礼禦御種种稱称穩稳' +
  '窪洼窮穷競竞筆笔節节範范築筑簡简籃篮籤签';

const TO_SIMPLIFIED = new Map<string, string>();
const characters = Array.from(PAIRS);
for (let i = 0; i + 1 < characters.length; i += 2) {
  TO_SIMPLIFIED.set(characters[i] as string, characters[i + 1] as string);
}

/** Traditional to simplified, character by character; anything else stays. Length in characters never changes. */
export function simplifyHan(text: string): string {
  let out = '';
  for (const character of text) out += TO_SIMPLIFIED.get(character) ?? character;
  return out;
}
