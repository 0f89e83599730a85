/**
 * Present IANA names by their older spellings. Node and its ICU data keep some of the old ones and change which from
 * version to version; what is stored and shown must not depend on that.
 */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
  ['Etc/UTC', 'UTC'],
  ['US/Eastern', 'America/New_York'],
  ['US/Central', 'America/Chicago'],
  ['US/Mountain', 'America/Denver'],
  ['US/Pacific', 'America/Los_Angeles'],
]);

/**
 * Cities people name that IANA does not, with the zone they are in. Not here: names of well-known cities in two zones
 * (Birmingham, Portland, Valencia), because the wrong one would be taken without a word.
 */
export const CITIES: readonly (readonly [city: string, zone: string])[] = [
  ...among('Africa/Johannesburg', 'Cape Town, Durban, Pretoria, Soweto'),
  ...among('Africa/Lagos', 'Abuja, Ibadan, Kano'),
  ...among(
    'America/Chicago',
    'Austin, Dallas, Houston, Milwaukee, Minneapolis, New Orleans, San Antonio, St Louis',
  ),
  ...among('America/Edmonton', 'Calgary'),
  ...among('America/Bogota', 'Cali, Medellin'),
  ...among('America/Los_Angeles', 'Las Vegas, LA, Oakland, Sacramento, San Diego, San Francisco, Seattle'),
  ...among('America/Mexico_City', 'Guadalajara, Mexico, Puebla'),
  ...among(
    'America/New_York',
    'Atlanta, Baltimore, Boston, Miami, NYC, Philadelphia, Pittsburgh, Washington DC',
  ),
  ...among('America/Sao_Paulo', 'Belo Horizonte, Brasilia, Curitiba, Porto Alegre, Rio, Rio de Janeiro'),
  ...among('America/Toronto', 'Montreal, Ottawa, Quebec'),
  ...among('Asia/Dhaka', 'Chittagong'),
  ...among('Asia/Ho_Chi_Minh', 'Hanoi'),
  ...among('Asia/Jerusalem', 'Haifa, Tel Aviv'),
  ...among('Asia/Karachi', 'Islamabad, Lahore'),
  ...among(
    'Asia/Kolkata',
    'Bangalore, Bengaluru, Bombay, Chennai, Delhi, Hyderabad, Mumbai, New Delhi, Pune',
  ),
  ...among('Asia/Shanghai', 'Beijing, Guangzhou, Shenzhen, Wuhan'),
  ...among('Asia/Tokyo', 'Kyoto, Osaka, Yokohama'),
  ...among('Australia/Sydney', 'Canberra'),
  ...among('Europe/Amsterdam', 'Rotterdam, The Hague, Utrecht'),
  ...among('Europe/Berlin', 'Bremen, Cologne, Frankfurt, Hamburg, Koln, Leipzig, Munchen, Munich, Stuttgart'),
  ...among('Europe/Brussels', 'Antwerp, Ghent, Liege'),
  ...among('Europe/Copenhagen', 'Aarhus'),
  ...among('Europe/Istanbul', 'Ankara, Izmir'),
  ...among('Europe/Lisbon', 'Porto'),
  ...among('Europe/London', 'Belfast, Bristol, Cardiff, Edinburgh, Glasgow, Leeds, Liverpool, Sheffield'),
  ...among('Europe/Madrid', 'Barcelona, Bilbao, Malaga, Sevilla, Seville, Zaragoza'),
  ...among('Europe/Moscow', 'Saint Petersburg, St Petersburg'),
  ...among('Europe/Paris', 'Bordeaux, Lille, Lyon, Marseille, Nantes, Strasbourg, Toulouse'),
  ...among('Europe/Rome', 'Bologna, Florence, Genoa, Milan, Milano, Naples, Turin'),
  ...among('Europe/Stockholm', 'Gothenburg, Malmo'),
  ...among('Europe/Vienna', 'Graz, Linz, Salzburg, Wien'),
  ...among('Europe/Warsaw', 'Gdansk, Krakow, Lodz, Poznan, Wroclaw'),
  ...among('Europe/Zurich', 'Basel, Bern, Geneva, Lausanne'),
  ...among('Pacific/Auckland', 'Christchurch, Wellington'),
];

function among(zone: string, cities: string): [string, string][] {
  return cities.split(', ').map((city) => [city, zone]);
}
