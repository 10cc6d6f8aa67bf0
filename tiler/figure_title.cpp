// SPDX-License-Identifier: Apache-2.0
#include "tiler/figure_title.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/crop_names.hpp"

namespace sanvat::tiler {

namespace {

struct Name {
    std::string_view figure, vi, en;
};

constexpr std::array names{
    Name{"facilities", "Số cơ sở", "Facilities"},
    Name{"facilities_agro_processing", "Số cơ sở chế biến nông sản", "Agro-processing facilities"},
    Name{"facilities_forest_processing", "Số cơ sở chế biến lâm sản", "Forest-product processing facilities"},
    Name{"facilities_cooperative", "Số hợp tác xã", "Cooperatives"},
    Name{"facilities_craft_village", "Số làng nghề được công nhận", "Recognised craft villages"},
    Name{"products", "Số sản phẩm OCOP", "OCOP products"},
    Name{"products_3", "Số sản phẩm OCOP 3 sao", "OCOP products of 3 stars"},
    Name{"products_4", "Số sản phẩm OCOP 4 sao", "OCOP products of 4 stars"},
    Name{"products_5", "Số sản phẩm OCOP 5 sao", "OCOP products of 5 stars"},
    Name{"products_food", "Số sản phẩm thực phẩm", "Food products"},
    Name{"products_drinks", "Số sản phẩm đồ uống", "Drinks"},
    Name{"products_medicinal", "Số sản phẩm dược liệu", "Medicinal products"},
    Name{"products_handicraft", "Số sản phẩm thủ công mỹ nghệ", "Handicraft products"},
    Name{"products_ornamental", "Số sản phẩm sinh vật cảnh", "Ornamental plants and animals"},
    Name{"products_tourism", "Số sản phẩm du lịch nông thôn", "Rural tourism products"},
    Name{"products_herbs", "Số sản phẩm thảo dược", "Herb products"},
    Name{"products_textiles", "Số sản phẩm vải, may mặc", "Textile products"},
    Name{"products_souvenirs", "Số sản phẩm lưu niệm, nội thất", "Souvenir and furniture products"},
    Name{"hectares", "Vùng nguyên liệu (ha)", "Raw-material areas (ha)"},
};

struct Share {
    std::string_view prefix, vi, en;
};
constexpr std::array shares{Share{"derived_", " – phần suy ra", " – derived part"},
                            Share{"illustrative_", " – phần minh hoạ", " – illustrative part"}};

constexpr std::string_view hectares_of = "hectares_";

}  // namespace

Titles figure_title(const analysis::Snapshot& snapshot, std::string_view figure) {
    for (const auto& [prefix, vi, en] : shares) {
        if (!figure.starts_with(prefix)) continue;
        const Titles whole = figure_title(snapshot, figure.substr(prefix.size()));
        return {whole.vi + std::string(vi), whole.en + std::string(en)};
    }
    const auto found = std::ranges::find(names, figure, &Name::figure);
    if (found != names.end()) return {std::string(found->vi), std::string(found->en)};
    if (figure.starts_with(hectares_of)) {
        const auto crops = analysis::crop_names(snapshot.content());
        const auto crop = crops.find(std::string(figure.substr(hectares_of.size())));
        if (crop != crops.end() && !crop->second.vi.empty() && !crop->second.en.empty())
            return {"Vùng nguyên liệu " + crop->second.vi + " (ha)",
                    "Raw-material areas of " + crop->second.en + " (ha)"};
    }
    return {std::string(figure), std::string(figure)};
}

std::string figure_text(double value, std::string_view language) {
    // As many decimals as tell apart what is small; none where hundreds count.
    const double size = std::abs(value);
    const int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    if (language != "en") std::ranges::replace(text, '.', ',');
    return text;
}

}  // namespace sanvat::tiler
