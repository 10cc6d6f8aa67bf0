// SPDX-License-Identifier: Apache-2.0
#include "tiler/icon_fault.hpp"

#include <exception>
#include <mapnik/svg/svg_converter.hpp>
#include <mapnik/svg/svg_parser.hpp>
#include <mapnik/svg/svg_path_adapter.hpp>

namespace sanvat::tiler {

std::string icon_fault(const std::filesystem::path& file) {
    using namespace mapnik::svg;
    svg_path_storage vertices;
    vertex_stl_adapter<svg_path_storage> storage(vertices);
    svg_path_adapter path(storage);
    agg::pod_bvector<path_attributes> attributes;
    svg_converter_type converter(path, attributes);
    svg_parser parser(converter);
    try {
        parser.parse(file.string());
    } catch (const std::exception&) {  // says no more than that
        return "is no SVG that can be read";
    }
    const auto& messages = parser.err_handler().error_messages();
    if (!messages.empty()) return messages.front();
    return attributes.size() == 0 ? "holds nothing that could be drawn" : "";
}

}  // namespace sanvat::tiler
