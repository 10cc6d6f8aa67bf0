# SPDX-License-Identifier: Apache-2.0
# What QGIS makes of the server: prints as JSON what it read and how many colours its pictures have.
#   QT_QPA_PLATFORM=offscreen python3 read_with_qgis.py SERVER FOLDER [MBTILES]       pictures go to FOLDER
import json
import math
import os
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

WIDTH, HEIGHT = 860, 520  # pixels
RADIUS = 6378137.0  # metres, of Web Mercator


def view(zoom, lon, lat):
    """The box around a place in which a pixel is one of a tile of 256 at that zoom."""
    x = RADIUS * math.radians(lon)
    y = RADIUS * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    half = math.pi * RADIUS / 256 / 2**zoom
    return QgsRectangle(x - WIDTH * half, y - HEIGHT * half, x + WIDTH * half, y + HEIGHT * half)


def draw(layer, name, box):
    """Draws a layer alone; returns the number of its colours, those of 16 steps a channel."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(box)
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    errors = [error.message for error in job.errors()]
    if errors:
        raise SystemExit(f"{name}: {errors}")
    picture = job.renderedImage()
    picture.save(os.path.join(FOLDER, f"{name}.png"))
    return len({picture.pixel(x, y) & 0xF0F0F0 for x in range(0, WIDTH, 2) for y in range(0, HEIGHT, 2)})


def tiles():
    layer = QgsRasterLayer(f"type=xyz&url={SERVER}tiles/overview/{{z}}/{{x}}/{{y}}.png&zmin=5&zmax=18", "xyz", "wms")
    return {"valid": layer.isValid(), "colours": draw(layer, "xyz", EAST)}


def vector_tiles(name, style):
    source = f"type=xyz&url={SERVER}tiles/production/{{z}}/{{x}}/{{y}}.mvt&zmin=5&zmax=14"
    layer = QgsVectorTileLayer(source + (f"&styleUrl={SERVER}styles/{style}/style.json" if style else ""), name)
    loaded = layer.loadDefaultStyle() if style else ("", True)
    return {"valid": layer.isValid(), "error": loaded[0], "styled": loaded[1], "colours": draw(layer, name, EAST)}


def collection(name):
    layer = QgsVectorLayer(f"pagingEnabled='true' typename='{name}' url='{SERVER}'", name, "OAPIF")
    features = {feature["id"]: feature["name"] for feature in layer.getFeatures()}
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "count": layer.featureCount(),
        "names": features,
        "colours": draw(layer, name, PROVINCE),
    }


def archive(file):
    layer = QgsRasterLayer(f"type=mbtiles&url=file://{file}", "mbtiles", "wms")
    return {"valid": layer.isValid(), "colours": draw(layer, "mbtiles", PROVINCE)}


SERVER, FOLDER = sys.argv[1], sys.argv[2]
PROVINCE, EAST = view(9, 106.05, 22.70), view(11, 106.42, 22.72)
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
answer = {
    "tiles": tiles(),
    "data": vector_tiles("data", None),
    "styled": vector_tiles("styled", "overview"),
    "collections": {name: collection(name) for name in ["facilities", "products", "communes", "tour-routes"]},
}
if len(sys.argv) > 3:
    answer["archive"] = archive(sys.argv[3])
with open(os.path.join(FOLDER, "qgis.json"), "w", encoding="utf-8") as file:
    json.dump(answer, file)
# QGIS 3.22 may crash when Python takes its layers apart; all is written.
sys.stdout.flush()
os._exit(0)
