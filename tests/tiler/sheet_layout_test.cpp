// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet_layout.hpp"

#include <gtest/gtest.h>

namespace sanvat::tiler::sheet_layout_test {
namespace {

constexpr MercatorBox wide{0, 0, 2000, 1000};
constexpr MercatorBox high{0, 0, 1000, 2000};

constexpr double tolerance = 1e-9;

bool inside(const SheetBox& box, const SheetSize& sheet) {
    return box.left >= 0 && box.top >= 0 && box.right() <= sheet.width + tolerance &&
           box.bottom() <= sheet.height + tolerance;
}

bool apart(const SheetBox& a, const SheetBox& b) {
    return a.right() <= b.left + tolerance || b.right() <= a.left + tolerance || a.bottom() <= b.top + tolerance ||
           b.bottom() <= a.top + tolerance;
}

TEST(SheetLayout, PaperLiesAsTheBoxDoes) {
    SheetRequest request;
    EXPECT_NEAR(sheet_size(request, wide).width, 297 / 25.4 * 72, 1e-9);
    EXPECT_NEAR(sheet_size(request, wide).height, 210 / 25.4 * 72, 1e-9);
    EXPECT_NEAR(sheet_size(request, high).height, 297 / 25.4 * 72, 1e-9);
    request.paper = Paper::a3;
    EXPECT_NEAR(sheet_size(request, high).height, 420 / 25.4 * 72, 1e-9);
    request.size = SheetPixels{300, 600};
    request.dpi = 150;
    EXPECT_DOUBLE_EQ(sheet_size(request, wide).width, 144);
    EXPECT_DOUBLE_EQ(sheet_size(request, wide).height, 288);
}

TEST(SheetLayout, NothingLiesOnAnythingElseNorBeyondTheSheet) {
    for (const SheetSize sheet :
         {SheetSize{842, 595}, SheetSize{595, 842}, SheetSize{1191, 842}, SheetSize{842, 1191}, SheetSize{400, 400},
          SheetSize{2000, 200}, SheetSize{200, 2000}, SheetSize{4000, 171}}) {
        for (const SheetSize legend :
             {SheetSize{270, 500}, SheetSize{810, 200}, SheetSize{270, 3000}, SheetSize{3000, 100}}) {
            for (const auto side : {LegendSide::right, LegendSide::below}) {
                const SheetLayout layout = lay_out(sheet, true, SheetLegend{legend, side});
                ASSERT_TRUE(layout.furnished);
                ASSERT_TRUE(layout.legend);
                const SheetBox boxes[] = {layout.heading, layout.map, *layout.legend, layout.foot};
                for (std::size_t i = 0; i < std::size(boxes); ++i) {
                    EXPECT_TRUE(inside(boxes[i], sheet)) << sheet.width << " " << legend.height << " " << i;
                    EXPECT_GT(boxes[i].width, 0);
                    EXPECT_GT(boxes[i].height, 0);
                    for (std::size_t j = 0; j < i; ++j)
                        EXPECT_TRUE(apart(boxes[i], boxes[j])) << sheet.width << " " << legend.height << " " << i << j;
                }
                EXPECT_NEAR(layout.legend->width / layout.legend->height, legend.width / legend.height, 1e-6);
            }
        }
    }
}

TEST(SheetLayout, ATinySheetIsAllMap) {
    const SheetLayout layout = lay_out({1, 1}, true, SheetLegend{{270, 500}});
    EXPECT_FALSE(layout.furnished);
    EXPECT_FALSE(layout.legend);
    EXPECT_DOUBLE_EQ(layout.map.width, 1);
    EXPECT_DOUBLE_EQ(layout.map.height, 1);
}

TEST(SheetLayout, AFittedBoxHoldsTheOneAskedForAndHasTheShapeOfTheFrame) {
    for (const MercatorBox& box : {wide, high}) {
        const MercatorBox shown = fitted(box, 300, 200);
        EXPECT_LE(shown.west, box.west);
        EXPECT_LE(shown.south, box.south);
        EXPECT_GE(shown.east, box.east);
        EXPECT_GE(shown.north, box.north);
        EXPECT_NEAR(shown.width() / shown.height(), 1.5, 1e-9);
        EXPECT_NEAR(shown.west + shown.east, box.west + box.east, 1e-9) << "in the middle";
        EXPECT_TRUE(shown.width() == box.width() || shown.height() == box.height()) << "and no more than needed";
    }
}

}  // namespace
}  // namespace sanvat::tiler::sheet_layout_test
