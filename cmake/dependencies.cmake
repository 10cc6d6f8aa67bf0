# SPDX-License-Identifier: Apache-2.0
# Every library the project stands on, as an imported target. Debian 12 packages; see script/packages.txt.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Boost 1.74 REQUIRED)

foreach(library gdal geos proj sqlite3 libpistache tomlplusplus libdeflate icu-i18n icu-uc freetype2
        prometheus-cpp-core)
  string(REGEX REPLACE "^lib" "" name ${library})
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${library})
endforeach()

# Mapnik describes itself through a program of its own, in flags rather than paths.
find_program(MAPNIK_CONFIG mapnik-config REQUIRED)
execute_process(COMMAND ${MAPNIK_CONFIG} --includes --dep-includes OUTPUT_VARIABLE mapnik_includes COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MAPNIK_CONFIG} --defines OUTPUT_VARIABLE mapnik_defines COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MAPNIK_CONFIG} --input-plugins OUTPUT_VARIABLE MAPNIK_PLUGINS
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(mapnik_includes UNIX_COMMAND "${mapnik_includes}")
separate_arguments(mapnik_defines UNIX_COMMAND "${mapnik_defines}")
list(TRANSFORM mapnik_includes REPLACE "^-I" "")
list(REMOVE_ITEM mapnik_includes /usr/include)
add_library(sanvat_mapnik INTERFACE)
target_include_directories(sanvat_mapnik SYSTEM INTERFACE ${mapnik_includes})
target_compile_options(sanvat_mapnik INTERFACE ${mapnik_defines})
target_link_libraries(sanvat_mapnik INTERFACE mapnik icuuc)

# What Mapnik itself draws and shapes letters with, for the parts of printed sheets that are no map: mapnik-config has
# told where the headers of Cairo and FreeType are.
add_library(sanvat_cairo INTERFACE)
target_link_libraries(sanvat_cairo INTERFACE cairo fontconfig harfbuzz)
