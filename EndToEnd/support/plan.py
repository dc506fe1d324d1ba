"""The conferences that the tests hold."""


def text(vi, en):
    return {"vi": vi, "en": en}


def site(id, vi, en, kind="province", province=None):
    return {"id": id, "name": text(vi, en), "kind": kind, "parent": None if kind == "centre" else "trung-tam", "province": province}


#: A central hall, three provinces with browsers, and a mission for the client that is not a browser.
SMALL = {
    "id": "hoi-nghi-thu",
    "title": text("Hội nghị thử", "Trial conference"),
    "host": text("Ban tổ chức", "The organisers"),
    "theme": text("Nghe và thấy nhau", "Hearing and seeing one another"),
    "day": "2026-12-14",
    "sites": [
        site("trung-tam", "Điểm cầu trung tâm", "Central hall", "centre", "01"),
        site("ha-noi", "Hà Nội", "Hà Nội", province="01"),
        site("lao-cai", "Lào Cai", "Lào Cai", province="10"),
        site("can-tho", "Cần Thơ", "Cần Thơ", province="92"),
        site("vieng-chan", "Viêng Chăn", "Vientiane", "mission"),
    ],
    "delegates": [
        {
            "id": "chu-toa", "name": "Nguyễn Thị An", "title": text("Chủ tọa", "President"),
            "body": text("Ban tổ chức", "The organisers"), "site": "trung-tam", "rank": 1,
        },
        {
            "id": "dai-bieu", "name": "Trần Văn Bình", "title": text("Trưởng đoàn", "Head of delegation"),
            "body": text("Tỉnh Lào Cai", "Lào Cai province"), "site": "lao-cai", "rank": 2,
        },
    ],
    "programme": [
        {"id": "khai-mac", "kind": "opening", "title": text("Khai mạc", "Opening"), "speaker": "chu-toa", "site": "trung-tam", "minutes": 5},
        {"id": "tham-luan", "kind": "intervention", "title": text("Tham luận", "Intervention"), "speaker": "dai-bieu", "site": "lao-cai", "minutes": 10},
    ],
}


def numbered(count):
    """A central hall and `count` provinces."""
    sites = [site("trung-tam", "Điểm cầu trung tâm", "Central hall", "centre")]
    sites += [site(f"tinh-{number:02}", f"Tỉnh {number}", f"Province {number}") for number in range(1, count + 1)]
    return {**SMALL, "id": "do-dac", "title": text("Đo đạc", "Measurement"), "sites": sites, "delegates": [], "programme": []}
