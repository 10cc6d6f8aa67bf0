// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme_layers.hpp"

#include "tiler/theme_conditions.hpp"
#include "tiler/theme_labels.hpp"
#include "tiler/theme_values.hpp"

namespace sanvat::tiler::theme_file {

using data::TomlSection;

namespace {

void read_source(TomlSection& section, ThemeLayer& layer) {
    const auto name = section.text("collection");
    if (name == "roads") {
        layer.source = ThemeSource::roads;
    } else if (name == "places") {
        layer.source = ThemeSource::places;
    } else if (name == "figure") {
        layer.source = ThemeSource::figure;
    } else if (name == "density") {
        layer.source = ThemeSource::density;
    } else if (const auto id = analysis::parse_collection(name)) {
        layer.collection = *id;
    } else {
        throw section.wrong("collection", "is not known: \"" + name + "\"",
                            "give a collection, roads, places, figure or density");
    }
}

/// A layer that is like no other, from what may be left out.
ThemeLayer fresh_layer(TomlSection& section) {
    ThemeLayer layer;
    read_source(section, layer);
    layer.backdrop = layer.is_units() || layer.source != ThemeSource::collection;
    layer.symbol.shape = natural_shape(layer);
    return layer;
}

/// Which records of its source the layer takes.
void read_records(TomlSection& section, ThemeLayer& layer) {
    if (section.has("where")) layer.where = condition(section.section("where"), layer);
    if (section.has("near_routes_m")) {
        if (layer.source != ThemeSource::collection || layer.is_units())
            throw section.wrong("near_routes_m", "does not fit", "only records are near to routes");
        layer.near_routes_m = section.number("near_routes_m", 1, 100'000);
    }
}

}  // namespace

ThemeLayers LayerReader::read(TomlSection section) {
    Parts parts;
    for (const std::string& id : section.keys())
        parts.emplace(id, section.section(id));
    while (!parts.empty())
        read_layer(std::string(parts.begin()->first), parts);
    return std::move(layers_);
}

/// Takes the layer out of those that are still to be read, and before it the one that it is like.
void LayerReader::read_layer(const std::string& id, Parts& parts) {
    TomlSection part = parts.extract(id).mapped();
    if (!part.has("like")) {
        auto fresh = fresh_layer(part);
        layers_.emplace(id, layer(id, std::move(part), std::move(fresh), true));
        return;
    }
    const std::string other = part.text("like");
    if (parts.contains(other)) read_layer(other, parts);
    const auto original = layers_.find(other);
    if (original == layers_.end())
        throw part.wrong("like", "names no layer, or one that is like this one", "see [layers]");
    layers_.emplace(id, layer(id, std::move(part), original->second, false));
}

/// `layer` is a fresh one, or the one that this is like; what is left out stays as it is there.
ThemeLayer LayerReader::layer(const std::string& id, TomlSection section, ThemeLayer layer, bool fresh) const {
    layer.id = id;
    if (fresh || section.has("title")) layer.title = titles(section);
    if (section.has("legend")) layer.in_legend = section.boolean("legend");
    if (section.has("visible")) layer.visible = section.boolean("visible");
    if (!layer.is_units() && layer.source == ThemeSource::collection && section.has("backdrop"))
        layer.backdrop = section.boolean("backdrop");
    layer.zoom = zooms(section, layer.zoom);
    if (fresh || section.has("symbol")) layer.symbol = symbols_.symbol(section.section("symbol"), layer.symbol);
    read_units(section, layer);
    read_records(section, layer);
    looks_.read(section, layer);
    if (section.has("label")) layer.label = label(section.section("label"), layer, colours_);
    if (section.has("named") && !section.boolean("named")) layer.label.reset();
    if (section.has("labels_avoid_from")) layer.labels_avoid_from = section.integer("labels_avoid_from", 0, 22);
    section.finish();
    return layer;
}

void LayerReader::read_units(TomlSection& section, ThemeLayer& layer) const {
    if (!layer.is_units()) return;
    if (section.has("outer")) layer.outer = symbols_.stroke(section.section("outer"));
    if (section.has("outer_casing")) layer.outer_casing = symbols_.stroke(section.section("outer_casing"));
    if (section.has("tints")) layer.tints = colours_.list(section, "tints", 0);
}

}  // namespace sanvat::tiler::theme_file
