"""Documents for the tests: PDF files made of nothing but words."""


def paper(*pages):
    """A PDF (ISO 32000-1) with one line of Latin text on each page."""
    numbers = [3 + 2 * place for place in range(len(pages))]
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] /Count {len(pages)} >>",
    }
    for number, words in zip(numbers, pages):
        drawing = f"BT /F1 48 Tf 60 200 Td ({words}) Tj ET"
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 720 405] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>")
        objects[number + 1] = f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream"
    file, places = b"%PDF-1.4\n", []
    for number in sorted(objects):
        places.append(len(file))
        file += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return file + (
        f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF\n").encode()
