// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend_panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/tiler/sample_maps.hpp"
#include "tiler/legend_canvas.hpp"
#include "tiler/text_setter.hpp"
#include "tiler/tile_press.hpp"

namespace sanvat::tiler {
namespace {

/// A text of a legend with the room it takes; y downwards.
struct Text {
    std::string text;
    MercatorBox room;
};

/// Legends of the sample province.
class LegendPanels : public test::SampleMaps {
protected:
    Legend legend(const std::string& style, const QuestionText& question = {}) {
        const MapPlan plan = plan_of(style, question);
        return make_legend(*sample_, plan, press_.scene(sample_, plan));
    }

    /// Letters may lean out of their rooms, but no line reaches into another.
    std::vector<Text> texts(const LegendDrawing& drawing) const {
        std::vector<Text> found;
        for (std::size_t i = 0; i < drawing.style.layers.size(); ++i) {
            const auto& label = drawing.style.layers[i].label;
            if (!label) continue;
            for (const SceneItem& item : drawing.job.scene[i]->points.items()) {
                const auto place = std::get<MercatorPoint>(item.shape);
                const double left = place.x + legend_text_gap;
                const double half = label->size.at(legend_zoom) / 2;
                const double width = setter_.set(item.label, *label, legend_zoom).width;
                found.push_back({item.label, {left, -place.y - half, left + width, -place.y + half}});
            }
        }
        return found;
    }

    TextSetter setter_{*theme_};
    TilePress press_;
};

constexpr int narrow = 180;
constexpr int wide = 270;

TEST_F(LegendPanels, NoTextLiesOnAnotherNorBeyondTheEdge) {
    const std::vector<Legend> legends{legend("overview"),
                                      legend("tour"),
                                      legend("products"),
                                      legend("density"),
                                      legend("density", {{"method", "kernel"}, {"bandwidth", "8km"}}),
                                      legend("choropleth", {{"figure", "products_4"}, {"by", "district"}})};
    for (const Legend& each : legends) {
        for (const auto* language : {"vi", "en"}) {
            LegendPanel panel(*theme_, each, language, LegendForm::panel);
            for (const LegendShape shape :
                 {LegendShape{1, wide, false}, LegendShape{3, narrow, false}, LegendShape{4, wide, true}}) {
                const LegendDrawing drawing = panel.draw(shape);
                const auto rooms = texts(drawing);
                ASSERT_GT(rooms.size(), 5u);
                for (std::size_t i = 0; i < rooms.size(); ++i) {
                    EXPECT_LE(rooms[i].room.east, drawing.job.width) << each.style->id << ": " << rooms[i].text;
                    EXPECT_LE(rooms[i].room.north, drawing.job.height) << each.style->id << ": " << rooms[i].text;
                    for (std::size_t k = 0; k < i; ++k)
                        EXPECT_FALSE(rooms[i].room.intersects(rooms[k].room))
                            << each.style->id << ": " << rooms[i].text << " / " << rooms[k].text;
                }
            }
        }
    }
}

TEST_F(LegendPanels, IsAsLargeAsItSays) {
    const Legend tour = legend("tour");
    LegendPanel panel(*theme_, tour, "vi", LegendForm::panel);
    for (int columns = 1; columns < 6; ++columns) {
        const LegendShape shape{columns, wide, false};
        const LegendSize size = panel.size(shape);
        const LegendDrawing drawing = panel.draw(shape);
        EXPECT_EQ(size.width, drawing.job.width);
        EXPECT_EQ(size.height, drawing.job.height);
        EXPECT_LE(size.height, panel.size({std::max(1, columns - 1), wide, false}).height) << columns;
    }
}

TEST_F(LegendPanels, TheRowsOfALayerStandTogether) {
    const Legend tour = legend("tour");
    LegendPanel panel(*theme_, tour, "vi", LegendForm::panel);
    const auto columns_of_villages = [&](bool broken) {
        std::set<double> columns;
        const LegendDrawing drawing = panel.draw({5, narrow, broken});
        for (const LegendRow& row : tour.rows) {
            if (row.layer->id != "villages-near-routes") continue;
            for (std::size_t i = 0; i < drawing.style.layers.size(); ++i) {
                const ThemeLayer& layer = drawing.style.layers[i];
                if (!layer.id.starts_with("villages-near-routes/")) continue;
                // Symbols of several provenances stand side by side.
                for (const SceneItem& item : drawing.job.scene[i]->points.items())
                    columns.insert(std::floor(std::get<MercatorPoint>(item.shape).x / legend_symbol_width));
            }
        }
        return columns.size();
    };
    EXPECT_EQ(columns_of_villages(false), 1u);
}

TEST_F(LegendPanels, MarksOfProvenanceAreToldWhereSymbolsHaveThem) {
    const auto said = [&](const std::string& style) {
        std::set<std::string> all;
        const Legend shown = legend(style);
        for (const auto form : {LegendForm::panel, LegendForm::picture}) {
            LegendPanel panel(*theme_, shown, "vi", form);
            for (const Text& text : texts(panel.draw({})))
                all.insert(text.text);
        }
        return all;
    };
    const std::string mark = theme_->illustrative.title.vi;
    EXPECT_TRUE(said("facilities").contains(mark));
    EXPECT_FALSE(said("choropleth").contains(mark)) << "units are hatched";
    EXPECT_FALSE(said("density").contains(mark));
}

TEST_F(LegendPanels, DatesAreWrittenAsInTheirLanguage) {
    const Legend shown = legend("choropleth", {{"by", "district"}});
    const auto first = [&](const char* language) {
        LegendPanel panel(*theme_, shown, language, LegendForm::picture);
        std::string days;
        for (const Text& text : texts(panel.draw({1, 460, false}))) {
            if (text.text.find("2025") != std::string::npos) days = text.text;
        }
        return days;
    };
    EXPECT_EQ(first("vi"), "Số liệu ngày 01/07/2025, ranh giới ngày 30/06/2025");
    EXPECT_EQ(first("en"), "Records as of 2025-07-01, boundaries of 2025-06-30");
}

}  // namespace
}  // namespace sanvat::tiler
