// SPDX-License-Identifier: Apache-2.0
#include "tiler/thematic_layer.hpp"

#include <algorithm>
#include <map>

#include "analysis/collection.hpp"
#include "tiler/figure_title.hpp"

namespace sanvat::tiler {

namespace {

/// Classes of a density end at round numbers: what is counted is a rate that nobody looks up.
constexpr auto density_method = analysis::ClassMethod::pretty;
constexpr std::size_t density_classes = 6;

std::uint32_t look_in(const ClassedFigure& classed, double value, double illustrative) {
    const auto look = ClassedFigure::look_of(classed.class_of(value), classed.classes.size());
    return static_cast<std::uint32_t>(made_up(illustrative, value)) * SceneLayer::kind_step + look;
}

void count_made_up(ClassedFigure& classed, double illustrative, double whole) {
    ++classed.made_up[static_cast<std::size_t>(made_up(illustrative, whole))];
}

// ---- units by a figure

using Figures = std::map<std::string, double, std::less<>>;

Figures figures_of(const analysis::FigureClasses& found) {
    return {found.figures.begin(), found.figures.end()};
}

double whole_of(const analysis::FigureClasses& found) {
    double whole = found.not_placed;
    for (const auto& [unit, figure] : found.figures)
        whole += figure;
    return whole;
}

/// The same figure of what is made up. With a filter that lets none of it through all is 0.
analysis::FigureClasses illustrative_part(const analysis::Snapshot& snapshot,
                                          analysis::FigureClassesQuestion question) {
    question.summary.filter.add(analysis::parse_provenance_condition("illustrative"));
    return analysis::classes_of(snapshot, question);
}

std::size_t units_without_outline(const analysis::Snapshot& snapshot, data::AdminLevel level, data::Date day) {
    return static_cast<std::size_t>(std::ranges::count_if(snapshot.content().units, [&](const data::AdminUnit& unit) {
        return unit.level == level && unit.validity().holds(day) && unit.polygon.empty();
    }));
}

std::shared_ptr<const ClassedFigure> classed_figure(const analysis::Snapshot& snapshot,
                                                    const analysis::FigureClassesQuestion& question,
                                                    const analysis::FigureClasses& found,
                                                    const analysis::FigureClasses& illustrative) {
    auto classed = std::make_shared<ClassedFigure>();
    const bool districts = question.summary.by == data::AdminLevel::district;
    const Titles title = figure_title(snapshot, question.figure);
    classed->title = {title.vi + (districts ? ", theo huyện, thành phố" : ", theo xã, phường"),
                      title.en + (districts ? ", by district" : ", by commune")};
    classed->classes = found.classes;
    classed->whole = whole_of(found);
    classed->illustrative = whole_of(illustrative);
    classed->not_placed = found.not_placed;
    classed->without_outline = units_without_outline(snapshot, question.summary.by, found.units_as_of);
    classed->note = found.note;
    return classed;
}

/// The units with the looks and the names that their figures give them.
class FigureUnits {
public:
    FigureUnits(const analysis::Snapshot& snapshot, const analysis::FigureClassesQuestion& question) {
        const auto found = analysis::classes_of(snapshot, question);
        const auto illustrative = illustrative_part(snapshot, question);
        figures_ = figures_of(found);
        made_up_ = figures_of(illustrative);
        auto classed = std::make_shared<ClassedFigure>(*classed_figure(snapshot, question, found, illustrative));
        for (const auto& [unit, figure] : figures_)
            count_made_up(*classed, made_up_.at(unit), figure);
        classed_ = classed;
    }

    [[nodiscard]] std::shared_ptr<const ClassedFigure> classed() const { return classed_; }

    [[nodiscard]] SceneItems repainted(const SceneItems& items, bool named) const {
        std::vector<SceneItem> result = items.items();
        for (SceneItem& item : result) {
            const double figure = figures_.at(item.feature->id);
            item.look = look_in(*classed_, figure, made_up_.at(item.feature->id));
            // Under the name, where it has one.
            if (named) item.label += (item.label.empty() ? "" : "\n") + figure_text(figure, "vi");
        }
        return SceneItems(std::move(result));
    }

private:
    Figures figures_, made_up_;
    std::shared_ptr<const ClassedFigure> classed_;
};

std::shared_ptr<SceneLayer> figure_layer(std::shared_ptr<const analysis::Snapshot> snapshot, const ThemeLayer& layer,
                                         const analysis::FigureClassesQuestion& question,
                                         const Boundaries& boundaries) {
    const FigureUnits units(*snapshot, question);
    ThemeLayer level = layer;
    level.source = ThemeSource::collection;
    level.collection = question.summary.by == data::AdminLevel::district ? analysis::CollectionId::districts
                                                                         : analysis::CollectionId::communes;
    const auto plain = make_scene_layer(snapshot, level, *question.summary.as_of, boundaries);
    auto scene = std::make_shared<SceneLayer>();
    scene->polygons = units.repainted(plain->polygons, false);
    scene->points = units.repainted(plain->points, layer.label.has_value());
    scene->records = plain->records;
    scene->shapes = plain->shapes;
    scene->level = plain->level;
    scene->snapshot = plain->snapshot;
    scene->table = plain->table;
    scene->classed = units.classed();
    return scene;
}

// ---- cells by a density

std::size_t column_of(const data::Table& table, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, name, &data::Column::name) -
                                    table.columns.begin());
}

double number_in(const data::Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    const auto* number = std::get_if<double>(&value);
    return number ? *number : 0;
}

Titles density_title(const analysis::DensityQuestion& question, const analysis::Density& found) {
    Titles names;
    for (const auto id : question.scope.collections) {
        const auto& collection = analysis::collection(id);
        names.vi += (names.vi.empty() ? "" : ", ") + std::string(collection.title_vi);
        names.en += (names.en.empty() ? "" : ", ") + std::string(collection.title_en);
    }
    if (found.bandwidth_m) {
        return {names.vi + ": mật độ trên km², bán kính " + figure_text(*found.bandwidth_m / 1000, "vi") + " km",
                names.en + ": density per km², radius " + figure_text(*found.bandwidth_m / 1000, "en") + " km"};
    }
    return {names.vi + ": số trong mỗi ô " + figure_text(found.cell_area_km2, "vi") + " km²",
            names.en + ": number in each cell of " + figure_text(found.cell_area_km2, "en") + " km²"};
}

/// A cell of the answer.
struct Cell {
    const data::Row* row = nullptr;
    double value = 0;
    double illustrative = 0;
};

/// All but the last row, which is of what has no place.
std::vector<Cell> cells_of(const analysis::Density& found) {
    const std::string figure = found.bandwidth_m ? "per_km2" : "count";
    const std::size_t value = column_of(found.table, figure);
    const std::size_t illustrative = column_of(found.table, figure + "_illustrative");
    std::vector<Cell> cells;
    for (std::size_t i = 0; i + 1 < found.table.rows.size(); ++i) {
        const data::Row& row = found.table.rows[i];
        cells.push_back({&row, number_in(row.values[value]), number_in(row.values[illustrative])});
    }
    return cells;
}

std::shared_ptr<ClassedFigure> classed_density(const analysis::DensityQuestion& question,
                                               const analysis::Density& found, const std::vector<Cell>& cells) {
    auto classed = std::make_shared<ClassedFigure>();
    classed->title = density_title(question, found);
    std::vector<double> values;
    for (const Cell& cell : cells) {
        values.push_back(cell.value);
        count_made_up(*classed, cell.illustrative, cell.value);
    }
    classed->classes = analysis::classify(values, density_method, density_classes);
    const std::size_t illustrative = column_of(found.table, "count_illustrative");
    for (const data::Row& row : found.table.rows)
        classed->illustrative += number_in(row.values[illustrative]);
    classed->whole = static_cast<double>(found.records);
    classed->not_placed = static_cast<double>(found.not_placed);
    return classed;
}

std::shared_ptr<SceneLayer> density_layer(const std::shared_ptr<const analysis::Snapshot>& snapshot,
                                          const analysis::DensityQuestion& question) {
    const auto found = analysis::density(*snapshot, question);
    const auto cells = cells_of(found);
    const auto classed = classed_density(question, found, cells);
    auto scene = std::make_shared<SceneLayer>();
    std::vector<SceneItem> items;
    for (const Cell& cell : cells) {
        SceneItem item;
        item.shape = project(cell.row->geometry);
        item.look = look_in(*classed, cell.value, cell.illustrative);
        items.push_back(std::move(item));
        scene->records.push_back({.provenance = data::Provenance::derived});
    }
    scene->polygons = SceneItems(std::move(items));
    scene->snapshot = snapshot;
    scene->classed = classed;
    return scene;
}

}  // namespace

void check_question(const analysis::Snapshot& snapshot, const MapQuestion& question) {
    if (question.figure) static_cast<void>(analysis::classes_of(snapshot, *question.figure));
    if (question.density) static_cast<void>(analysis::density(snapshot, *question.density));
}

std::shared_ptr<const SceneLayer> make_thematic_layer(std::shared_ptr<const analysis::Snapshot> snapshot,
                                                      const ThemeLayer& layer, const MapQuestion& question,
                                                      const Boundaries& boundaries) {
    if (layer.source == ThemeSource::density) return density_layer(snapshot, question.density.value());
    return figure_layer(std::move(snapshot), layer, question.figure.value(), boundaries);
}

}  // namespace sanvat::tiler
