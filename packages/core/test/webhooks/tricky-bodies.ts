/** Events whose text is not what JSON.stringify(JSON.parse(text)) gives, or that are easy to get wrong. */
export const TRICKY: Readonly<Record<string, string>> = {
  'a float with a zero': '{"type":"member.created","data":{"n":1.0}}',
  'an exponent': '{"type":"member.created","data":{"n":1e2}}',
  'an escaped letter': '{"type":"member.created","data":{"s":"\\u0041"}}',
  'an escaped slash': '{"type":"member.created","data":{"s":"https:\\/\\/example.com"}}',
  'an integer past 2^53': '{"type":"member.created","data":{"n":9007199254740993}}',
  'keys like integers': '{"type":"member.created","data":{"2":1,"1":2}}',
  'white space': ' {\r\n\t"type" : "member.created" , "data" : { } }\n\n',
  'a key twice': '{"type":"invitation.created","type":"member.created","data":{}}',
  'a byte order mark': '\ufeff{"type":"member.created","data":{}}',
  'an escaped surrogate pair': '{"type":"member.created","data":{"s":"\\ud83d\\ude00"}}',
  'an escaped lone surrogate': '{"type":"member.created","data":{"s":"\\ud83d"}}',
  'a replacement character': '{"type":"member.created","data":{"s":"�"}}',
  'an emoji': '{"type":"member.created","data":{"s":"😀 Zoë"}}',
  'U+2028 and NUL': '{"type":"member.created","data":{"s":"\u2028\\u0000"}}',
  'a key named __proto__': '{"type":"member.created","data":{"__proto__":{"a":1}}}',
};
