// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_expression.hpp"

#include <algorithm>
#include <cmath>

namespace sanvat::tiler::style {

namespace {

constexpr int last_zoom = 22;     // of themes: up to there and further in
constexpr double thinnest = 0.1;  // pixels of a line, as far as dashes go

Json dashes_at(const std::vector<double>& pixels, double width) {
    Json lengths = Json::array();
    for (const double length : pixels)
        lengths.push_back(rounded(length / std::max(width, thinnest)));
    return lengths;
}

Json value_of(data::ValueType type, const std::string& text) {
    switch (type) {
        case data::ValueType::boolean:
            return text == "true";
        case data::ValueType::integer:
        case data::ValueType::number:
            return Json::parse(text);
        case data::ValueType::string:
        case data::ValueType::date:
            break;
    }
    return text;
}

Json joined(const char* how, std::vector<Json> conditions, bool of_none) {
    if (conditions.empty()) return of_none;
    if (conditions.size() == 1) return std::move(conditions.front());
    Json expression = Json::array({how});
    for (Json& condition : conditions)
        expression.push_back(std::move(condition));
    return expression;
}

}  // namespace

double rounded(double value) noexcept {
    return std::round(value * 100) / 100;
}

Json by_zoom(const ZoomCurve& curve) {
    const auto& stops = curve.stops();
    if (stops.size() == 1) return rounded(stops.front().second);
    Json expression = Json::array({"interpolate", Json::array({"linear"}), Json::array({"zoom"})});
    for (const auto& [zoom, value] : stops) {
        expression.push_back(zoom - 1);
        expression.push_back(rounded(value));
    }
    return expression;
}

Json dashes(const std::vector<double>& pixels, const ZoomCurve& width) {
    const int first = static_cast<int>(std::floor(width.stops().front().first));
    const int last = static_cast<int>(std::ceil(width.stops().back().first));
    if (first == last) return dashes_at(pixels, width.at(first));
    Json expression =
        Json::array({"step", Json::array({"zoom"}), Json::array({"literal", dashes_at(pixels, width.at(first))})});
    for (int zoom = first + 1; zoom <= last; ++zoom) {
        expression.push_back(to_maplibre(zoom));
        expression.push_back(Json::array({"literal", dashes_at(pixels, width.at(zoom))}));
    }
    return expression;
}

std::string colour(Colour colour, double opacity) {
    if (opacity >= 1) return to_string(colour);
    return "rgba(" + std::to_string(colour.red) + "," + std::to_string(colour.green) + "," +
           std::to_string(colour.blue) + "," + data::to_text(rounded(opacity)) + ")";
}

Json get(std::string_view property) {
    return Json::array({"get", property});
}

Json equals(std::string_view property, const Json& value) {
    return Json::array({"==", get(property), value});
}

Json one_of(std::string_view property, data::ValueType type, const std::vector<std::string>& texts) {
    // A match takes no booleans.
    if (texts.size() == 1 || type == data::ValueType::boolean) {
        std::vector<Json> conditions;
        conditions.reserve(texts.size());
        for (const std::string& text : texts)
            conditions.push_back(equals(property, value_of(type, text)));
        return any(std::move(conditions));
    }
    Json values = Json::array();
    for (const std::string& text : texts)
        values.push_back(value_of(type, text));
    return Json::array({"match", get(property), std::move(values), true, false});
}

Json all(std::vector<Json> conditions) {
    std::erase(conditions, Json(true));
    return joined("all", std::move(conditions), true);
}

Json any(std::vector<Json> conditions) {
    return joined("any", std::move(conditions), false);
}

Json no(Json condition) {
    return Json::array({"!", std::move(condition)});
}

void set_zooms(Json& layer, ZoomRange zoom) {
    if (to_maplibre(zoom.first) > 0) layer["minzoom"] = to_maplibre(zoom.first);
    if (zoom.last < last_zoom) layer["maxzoom"] = to_maplibre(zoom.last + 1);
}

Json shows_at(ZoomRange zoom) {
    std::vector<Json> conditions;
    const Json now = Json::array({"zoom"});
    if (to_maplibre(zoom.first) > 0) conditions.push_back(Json::array({">=", now, to_maplibre(zoom.first)}));
    if (zoom.last < last_zoom) conditions.push_back(Json::array({"<", now, to_maplibre(zoom.last + 1)}));
    return all(std::move(conditions));
}

}  // namespace sanvat::tiler::style
