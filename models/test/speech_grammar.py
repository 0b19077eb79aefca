"""What the test model can understand: a small grammar of Vietnamese creators' phrases.

Owns: the templates, the 225 syllables that follow from them, and which sentences are held out
(one in eight, by a hash of the text; training never uses those). Needs only the standard
library. Refuses sound: that is synthesiser.py.
"""
import zlib

# "{slot}" is replaced by one alternative of SLOTS, recursively.
SLOTS = {
    "hello": ["xin chào các bạn", "chào cả nhà", "xin chào mọi người",
              "chào buổi sáng cả nhà", "chào buổi tối các bạn", "chào bà con"],
    "name": ["Lan", "Minh", "Hoa", "Nam", "Mai", "Sơn", "Hà", "Dũng"],
    "product": ["mật ong rừng", "mật ong hoa cà phê", "trà xanh", "trà hoa vàng",
                "trà gừng", "chuối sấy", "mít sấy", "xoài sấy", "trái cây sấy",
                "khăn thổ cẩm", "túi thổ cẩm", "áo thổ cẩm", "gạo nếp"],
    "unit": ["chai", "hộp", "gói", "túi", "cái", "cân"],
    "digit": ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"],
    "tail": ["mốt", "hai", "ba", "lăm", "sáu", "bảy", "tám"],
    "tens": ["{digit} mươi", "{digit} mươi {tail}", "{digit} mươi lăm"],
    "price": ["{tens} nghìn", "{digit} trăm nghìn", "một trăm {tens} nghìn",
              "{digit} trăm năm mươi nghìn"],
    "percent": ["mười", "hai mươi", "ba mươi", "năm mươi"],
    "hour": ["bảy giờ", "tám giờ", "chín giờ", "bảy giờ rưỡi", "tám giờ rưỡi",
             "sáu giờ", "mười giờ"],
    "day": ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"],
    "when": ["hôm nay", "ngày mai", "tối nay", "sáng mai", "cuối tuần này"],
    "part": ["sáng", "trưa", "chiều", "tối"],
    "place": ["quán này", "nhà sàn", "phòng này", "chợ phiên", "vườn trà", "bản làng"],
    "good": ["thơm", "ngọt", "ngon", "đẹp", "mềm", "sạch", "rẻ"],
    "very": ["rất", "thật", "vừa"],
    "people": ["mẹ mình", "bà con", "cô chú", "anh em", "chị em"],
    "see": ["hẹn gặp lại", "nhớ đón xem", "mời các bạn xem"],
    "road": ["đồi chè", "con đường nhỏ", "cây cầu", "bờ suối", "ruộng bậc thang"],
    "count": ["hai", "ba", "bốn", "năm", "mười"],
}

TEMPLATES = [
    # greetings
    "{hello}.", "{hello}, mình là {name} đây.", "{hello}, lại là {name} đây.",
    "{hello}, {when} mình giới thiệu {product}.",
    "Mình tên là {name}, mình sống ở bản làng.",
    "Cảm ơn cả nhà đã xem video.", "Cảm ơn {name} đã ủng hộ mình.",
    "Chúc cả nhà một ngày vui vẻ.", "Chúc {people} nhiều sức khỏe.",
    # products
    "{when} mình giới thiệu {product}.", "Đây là {product} của nhà mình.",
    "{product} của nhà mình {very} {good}.", "{product} vừa {good} vừa {good}.",
    "{people} tự tay làm {product}.", "{product} này không có đường.",
    "Mỗi {unit} {product} làm trong {count} ngày.",
    "Bạn nào thích {product} thì nhắn tin cho mình nhé.",
    "Các bạn có thích {product} không?", "Nhà mình còn {count} {unit} {product}.",
    "Khăn này do {people} dệt bằng tay.", "Màu của {product} {very} đẹp.",
    "Pha {product} với nước nóng.", "{product} để được {count} tháng.",
    # prices
    "Giá chỉ {price} một {unit}.", "{product} giá {price} một {unit}.",
    "Mua {count} {unit} chỉ {price} đồng.", "Hôm nay giảm giá {percent} phần trăm.",
    "Một {unit} {product} là {price} đồng.", "Mua {count} {unit} tặng một {unit}.",
    "Phí gửi hàng là {tens} nghìn.", "Giá này có rẻ không?",
    # calls to action
    "Các bạn nhớ bấm theo dõi nhé.", "Hãy để lại bình luận bên dưới.",
    "Đặt hàng qua tin nhắn nhé.", "Nhớ chia sẻ video này cho bạn bè.",
    "Bấm vào giỏ hàng để mua {product}.", "Bạn nào mua {product} thì bình luận nhé.",
    "Đừng quên bấm thích và theo dõi.", "Mình gửi hàng {when}.",
    # live streams
    "{when} mình phát trực tiếp lúc {hour}.", "{see} lúc {hour} {part} {day}.",
    "Phát trực tiếp vào {day} lúc {hour} {part}.", "{see} vào {hour} {part} mai.",
    "Phiên chợ mở lúc {hour} sáng {day}.", "{day} này mình nghỉ nhé.",
    # homestay
    "Homestay của mình có {count} phòng.", "Phòng này giá {price} một đêm.",
    "Homestay nằm bên {road}.", "{when} nhà mình đón {count} khách.",
    "{part} {day} nhà mình nấu cơm lam.",
    # wheelchair vlog
    "Mình đi xe lăn lên {road}.", "{place} có lối vào rộng cho xe lăn.",
    "Mình ngồi xe lăn đã {count} năm rồi.", "Đường vào {place} có dốc thoải.",
    "{when} mình đi xe lăn ra {place}.", "Xe lăn của mình hết pin rồi.",
    "{place} có {count} bậc thềm, hơi khó đi.", "Bạn {name} đẩy xe giúp mình.",
    "Lên {road} bằng xe lăn có khó không?", "Trời hôm nay {very} đẹp.",
]


def _expand(text, rng):
    while True:
        i = text.find("{")
        if i < 0:
            return text
        j = text.index("}", i)
        text = text[:i] + rng.choice(SLOTS[text[i + 1:j]]) + text[j + 1:]


def _tidy(text):
    return text[0].upper() + text[1:]


def vocabulary():
    """Every distinct lower-case syllable of the grammar."""
    words = set()
    for s in list(TEMPLATES) + [a for alts in SLOTS.values() for a in alts]:
        for w in s.split():
            w = w.strip(".,?").lower()
            if w and "{" not in w and "}" not in w:
                words.add(w)
    return sorted(words)


VOCAB = vocabulary()


def is_held_out(sentence):
    return zlib.crc32(sentence.encode("utf-8")) % 8 == 0


def grammar_sentence(rng, held_out=False):
    """A sentence of the grammar from the training or from the held-out side."""
    while True:
        s = _tidy(_expand(rng.choice(TEMPLATES), rng))
        if is_held_out(s) == held_out:
            return s


def shuffled_sentence(rng):
    """Syllables in random order: teaches the model to listen, not to guess."""
    n = rng.randint(2, 8)
    return _tidy(" ".join(rng.choice(VOCAB) for _ in range(n))) + "."


def disturbed_sentence(rng):
    """A training sentence in which some syllables were replaced at random."""
    words = grammar_sentence(rng).split()
    for i, w in enumerate(words):
        if rng.random() < 0.25:
            stop = w[-1] if w[-1] in ".,?" else ""
            words[i] = rng.choice(VOCAB) + stop
    return _tidy(" ".join(words))


def training_sentence(rng):
    kind = rng.random()
    if kind < 0.45:
        return grammar_sentence(rng)
    return disturbed_sentence(rng) if kind < 0.65 else shuffled_sentence(rng)
